// Chromium looks at what goes out while a title is typed, ticks what was posted, and reads the week and a month.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre}
// stdout: what it saw, as one JSON object.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const job = JSON.parse(readFileSync(0, 'utf8'))
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []  // Chromium refuses its sandbox to root
const browser = await chromium.launch({ executablePath: job.chromium, args: sandbox })
const seen = { faults: [], wide: [], errors: [] }
const top = `${job.base}/pupitre/`
const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
const page = await context.newPage()
page.on('pageerror', (error) => seen.errors.push(error.message))
page.on('console', (message) => message.type() === 'error' && seen.errors.push(message.text()))
await page.goto(`${top}?cle=${job.key}`)

async function judge(name) {
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

// Beside the form, without a click; then again after a pause in typing.
await page.goto(`${top}ecrire/agenda/fete.md`)
const heading = () => page.frameLocator('.screen--wide iframe').locator('h1').textContent({ timeout: 15000 })
seen.before = await heading()
seen.beside = await page.evaluate(() => {
  const [form, out] = ['.edit__fields', '#sortie'].map((name) => document.querySelector(name).getBoundingClientRect())
  return out.left >= form.right
})
await page.locator('#c-titre').fill('Fête de la neige')
await page.waitForFunction((first) => document.querySelector('.screen--wide iframe').src !== first, await page.locator('.screen--wide iframe').evaluate((frame) => frame.src))
seen.after = await heading()
await judge('page')
await page.locator('[role=tab]').first().focus()
await page.keyboard.press('ArrowRight')
seen.tab = await page.evaluate(() => [document.activeElement.textContent, document.activeElement.getAttribute('aria-selected')])
seen.shown = await page.locator('[role=tabpanel]:visible').count()
await page.getByRole('tab', { name: 'Réseaux et SMS' }).click()
await judge('networks')

// Ticked without leaving the page.
await page.goto(top)
await page.locator('#diffusion-fete summary').click()
await page.evaluate(() => { window.stayed = true })
await page.locator('#diffusion-fete').getByRole('button', { name: 'C’est fait : Facebook' }).click()
await page.locator('#diffusion-fete .post--done').waitFor()
seen.ticked = await page.evaluate(() => [window.stayed, document.activeElement.textContent.trim().slice(0, 20)])
await judge('week')
await page.goto(`${top}diffusion/`)
await page.evaluate(() => document.querySelectorAll('details.posts').forEach((one) => { one.open = true }))
await judge('posts')
await page.goto(`${top}mois/2026-12`)
await judge('month')
await browser.close()
console.log(JSON.stringify(seen))
