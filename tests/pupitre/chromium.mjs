// What every walk through the pupitre in Chromium has: one browser, its windows, and what axe and the screen say of a page.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre, and what a walk needs beside}
import { readFileSync } from 'node:fs'
import { judged } from '../judging.mjs'
import { launch } from '../launch.mjs'

// All rules once; in the dark those of colours, on the narrowest screen that of targets: the others see no difference.
const VIEWS = [[1280, 'light', {}], [1280, 'dark', { runOnly: ['color-contrast'] }], [320, 'light', { runOnly: ['target-size'] }]]
export const job = JSON.parse(readFileSync(0, 'utf8'))
export const browser = await launch({
  executablePath: job.chromium, args: ['--lang=fr-FR'], env: { ...process.env, LANGUAGE: 'fr', LANG: 'fr_FR.UTF-8' },
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
  for (const [width, colorScheme, rules] of views) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    for (const { id, where } of rules ? await judged(page, { iframes: false, ...rules }) : []) {
      seen.faults.push(`${name} ${width} ${colorScheme}: ${id} ${where.slice(0, 3).join(' | ')}`)
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
