// Chromium looks at pages of a folder as if it were another time, and says what they have become.
// stdin: {"chromium", "root", "url", "pictures": folder or "", "looks": [{"path", "now", "width", "scheme", "script", "axe", "fonts"}]}
//   axe: whether it looks for faults of accessibility. fonts: whether they come.
// stdout: one JSON line for each look: {"text", "printed", "late", "bands", "past", "shift", "scrollWidth", "errors", "faults"}
import { readFileSync } from 'node:fs'
import { judged } from '../judging.mjs'
import { launch } from '../launch.mjs'
import { served } from '../conformance/served.mjs'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const job = JSON.parse(readFileSync(0, 'utf8'))
const browser = await launch({ executablePath: job.chromium })
for (const [index, { path, now, width, scheme, script, axe: looked, fonts }] of job.looks.entries()) {
  const context = await browser.newContext({
    viewport: { width, height: 800 }, colorScheme: scheme, locale: 'fr-FR', timezoneId: 'Europe/Paris', javaScriptEnabled: script,
  })
  const page = await context.newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  // A browser that has no font yet, or will not have it.
  await page.route('**/*', (route) =>
    route.request().url().endsWith('.woff2') && !job.pictures && !fonts ? route.abort() : served(job, route))
  if (script) {
    await page.clock.setFixedTime(new Date(now))
    await page.addInitScript(() => {
      window.shift = 0
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value })
        .observe({ type: 'layout-shift', buffered: true })
    })
  }
  await page.goto(`${job.url}/${path}`, { waitUntil: 'load' })
  await page.waitForTimeout(150)
  if (job.pictures) await page.screenshot({ path: `${job.pictures}/${index}.png` })
  const shown = (selector) => page.locator(`${selector}:visible`).allInnerTexts()
  let faults = []
  if (looked) {
    faults = (await judged(page, { runOnly: { type: 'tag', values: TAGS } })).map(({ id, where }) => `${id} : ${where.join(' | ')}`)
  }
  if (script) await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  console.log(JSON.stringify({
    printed: await page.locator('.printed').textContent(),
    text: await page.innerText('main'),
    late: (await shown('#retard')).join(''),
    bands: await shown('.alert-band__title'),
    past: (await shown('.state-pill')).filter((words) => words === 'Passé').length,
    shift: script ? await page.evaluate(() => window.shift) : 0,
    scrollWidth: script ? await page.evaluate(() => document.documentElement.scrollWidth) : 0,
    errors,
    faults,
  }))
  await context.close()
}
await browser.close()
