// What every walk through the pupitre begins with: one Chromium, one page of it, and what axe and the screen say of it.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre, and what a walk needs beside}
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []  // Chromium refuses its sandbox to root
export const job = JSON.parse(readFileSync(0, 'utf8'))
export const browser = await chromium.launch({ executablePath: job.chromium, args: sandbox })
export const seen = { faults: [], wide: [], errors: [] }
export const top = `${job.base}/pupitre/`
export const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
export const page = await context.newPage()
page.on('pageerror', (error) => seen.errors.push(error.message))

export async function judge(name) {
  // All rules once; in the dark those of colours, on the narrowest screen that of targets: the others see no difference.
  const views = [[1280, 'light', {}], [1280, 'dark', { runOnly: ['color-contrast'] }], [320, 'light', { runOnly: ['target-size'] }]]
  for (const [width, colorScheme, rules] of views) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    const found = await page.evaluate(`${AXE}; axe.run(document, ${JSON.stringify({ iframes: false, ...rules })})`)
    for (const { id, nodes } of found.violations) {
      seen.faults.push(`${name} ${width} ${colorScheme}: ${id} ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`)
    }
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    if (over > 0) seen.wide.push(`${name} ${width}: ${over}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}
