// Chromium visits pages of a folder as if they were on the web, and says what it saw.
// stdin: {"chromium", "root", "url", "visits": [{"address", "views": [{"width", "scheme", "rules"}]}]}
//   rules: which of axe's to run, "all", "colours" or "none".
// stdout: one JSON line for each view:
//   {"address", "width", "scheme", "rules", "requests", "errors", "scrollWidth", "visible", "violations"}
//   visible: digest of which elements are.
// Nothing leaves this machine: addresses under `url` are answered from `root`, all others are noted and refused.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { judged } from '../judging.mjs'
import { launch } from '../launch.mjs'
import { served } from './served.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const CHOSEN = {
  all: {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    rules: { 'target-size': { enabled: true } },
  },
  colours: { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } },
}

const visible = async (page) => {
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('body *')].map((one) => Number(one.checkVisibility({ visibilityProperty: true }))).join(''))
  return createHash('sha256').update(shown).digest('hex')
}

// One page for all addresses: a new one is a new process of Chromium, which costs more than all that is done in it.
const browser = await launch({ executablePath: job.chromium })
const context = await browser.newContext({ serviceWorkers: 'block', locale: 'fr-FR' })
const page = await context.newPage()
let requests, errors
page.on('pageerror', (error) => errors.push(String(error)))
page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
await page.route('**/*', (route) => {
  requests.push(route.request().url())
  return served(job, route)
})

// An address is loaded once; its width and scheme then change under it, as when a person turns a phone.
async function visit({ address, views }) {
  requests = [], errors = []
  await page.goto(address, { waitUntil: 'load' })
  const seen = []
  for (const { width, scheme, rules } of views) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
    seen.push({ width, scheme, rules, scrollWidth, visible: await visible(page), violations: rules in CHOSEN ? await judged(page, CHOSEN[rules]) : [] })
  }
  await page.goto('about:blank')  // what the page still asks for on its way out is its own
  for (const view of seen) console.log(JSON.stringify({ address, requests, errors, ...view }))
}

for (const asked of job.visits) await visit(asked)
await browser.close()
