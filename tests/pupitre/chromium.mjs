// What every walk through the pupitre in Chromium has: one browser, its windows, and what axe and the screen say of a page.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre, and what a walk needs beside}
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
// All rules once; in the dark those of colours, on the narrowest screen that of targets: the others see no difference.
const VIEWS = [[1280, 'light', {}], [1280, 'dark', { runOnly: ['color-contrast'] }], [320, 'light', { runOnly: ['target-size'] }]]
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []  // Chromium refuses its sandbox to root
export const job = JSON.parse(readFileSync(0, 'utf8'))
export const browser = await chromium.launch({
  executablePath: job.chromium, args: [...sandbox, '--lang=fr-FR'], env: { ...process.env, LANGUAGE: 'fr', LANG: 'fr_FR.UTF-8' },
})
export const seen = { faults: [], wide: [], errors: [], requests: [] }
export const top = `${job.base}/pupitre/`

// A window of its own, let into the pupitre. hears: whether what the console says is an error, too.
export async function begin(options, hears = false) {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.on('request', (request) => seen.requests.push(request.url()))
  page.on('pageerror', (error) => seen.errors.push(error.message))
  page.on('console', (message) => hears && message.type() === 'error' && seen.errors.push(`${message.text()} ${message.location().url}`))
  await page.goto(`${top}?cle=${job.key}`)
  return page
}

export async function judge(page, name, views = VIEWS) {
  await page.waitForLoadState()  // a click waits for the beginning of the next page alone
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  for (const [width, colorScheme, rules] of views) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    const found = rules ? await page.evaluate((said) => axe.run(document, said), { iframes: false, resultTypes: ['violations'], ...rules }) : { violations: [] }
    for (const { id, nodes } of found.violations) {
      seen.faults.push(`${name} ${width} ${colorScheme}: ${id} ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`)
    }
    await narrow(page, `${name} ${width}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}

export async function narrow(page, name) {
  const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  if (over > 0) seen.wide.push(`${name}: ${over}`)
}

export async function finish() {
  await browser.close()  // nothing is asked for after this: a page may ask for its icon late
  seen.requests = [...new Set(seen.requests.filter((url) => !url.startsWith(job.base) && !/^(?:data|blob):/.test(url)))]
  console.log(JSON.stringify(seen))
}
