// Chromium visits pages of a folder as if they were on the web, and says what it saw.
// stdin: {"chromium", "root", "url", "addresses", "widths", "schemes"}
// stdout: one JSON line for each address, width and scheme:
//   {"address", "width", "scheme", "requests", "errors", "scrollWidth", "violations"}
// Nothing leaves this machine: addresses under `url` are answered from `root`, all others are noted and refused.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import { served } from './served.mjs'

const require = createRequire(import.meta.url)
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const french = JSON.parse(readFileSync(require.resolve('axe-core/locales/fr.json'), 'utf8'))
const job = JSON.parse(readFileSync(0, 'utf8'))

async function answer(route, requests) {
  requests.push(route.request().url())
  return served(job, route)
}

async function faults(page) {
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const result = await axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      rules: { 'target-size': { enabled: true } },
      resultTypes: ['violations'],
    })
    return result.violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html.slice(0, 160)) }))
  })
}

// The page is loaded once; its width and scheme then change under it, as when a person turns a phone.
async function visit(context, address) {
  const page = await context.newPage()
  const requests = [], errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.route('**/*', (route) => answer(route, requests))
  await page.goto(address, { waitUntil: 'load' })
  await page.evaluate(axeSource)
  await page.evaluate((locale) => axe.configure({ locale }), french)
  for (const width of job.widths) {
    await page.setViewportSize({ width, height: 800 })
    for (const scheme of job.schemes) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
      const violations = await faults(page)
      console.log(JSON.stringify({ address, width, scheme, requests, errors, scrollWidth, violations }))
    }
  }
  await page.close()
}

async function visitAll(browser) {
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'fr-FR' })
  for (let address; (address = job.addresses.shift()); ) await visit(context, address)
}

const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []  // Chromium refuses its sandbox to root
const browser = await chromium.launch({ executablePath: job.chromium, args: sandbox })
await Promise.all([visitAll(browser), visitAll(browser)])  // one for each of two cores
await browser.close()
