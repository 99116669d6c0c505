// Chromium uses the pages on which people subscribe, as somebody who reads them would.
// stdin: {"chromium", "root", "url", "embeds": addresses}. stdout: what it saw, as one JSON object.
import { readFileSync } from 'node:fs'
import { launch } from '../launch.mjs'
import { served } from './served.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const SUBSCRIBE = job.url + '/s-abonner/'

async function opened(browser, address, options = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', permissions: ['clipboard-read', 'clipboard-write'], ...options })
  const page = await context.newPage()
  await page.route('**/*', (route) => served(job, route))
  if (options.refuseClipboard) await page.addInitScript(() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) })
  await page.goto(address, { waitUntil: 'load' })
  return page
}

const shown = async (page) => ({
  everywhere: await page.locator('[data-everywhere]').isVisible(),
  choices: await page.locator('[data-choice]:visible').evaluateAll((all) => all.map((one) => one.dataset.choice)),
  bodies: await page.locator('.choice__body:visible').evaluateAll((all) => all.map((one) => one.id)),
  lists: await page.locator('[data-picker] select:visible').evaluateAll((all) => all.map((one) => one.value)),
  buttons: await page.locator('[data-copy]:visible').count(),
  hash: await page.evaluate(() => location.hash),
  said: await page.locator('[data-picker] [role=status]').textContent(),
})

async function choosing(browser) {
  const page = await opened(browser, SUBSCRIBE)
  const [communes, topics] = await page.locator('[data-picker] select').all()
  const steps = { atFirst: await shown(page) }
  await communes.selectOption('rouvrelle')
  steps.commune = await shown(page)
  await topics.selectOption('theme-culture')
  steps.both = await shown(page)
  await communes.selectOption('')
  steps.topic = await shown(page)
  await page.evaluate(() => { location.hash = '#corbeval' })
  await page.waitForFunction(() => [...document.querySelectorAll('[data-picker] select')].some((one) => one.value === 'corbeval'))
  steps.link = await shown(page)
  await page.goto(SUBSCRIBE + '?#rouvrelle', { waitUntil: 'load' })
  steps.arrival = await shown(page)
  await page.context().close()
  return steps
}

async function copying(browser, options) {
  const page = await opened(browser, SUBSCRIBE, options)
  const field = page.locator('.copy-field').first()
  await field.locator('[data-copy]').click()
  await page.waitForFunction(() => document.querySelector('.copy-field [role=status]').textContent)
  const copied = {
    address: await field.locator('input').inputValue(),
    said: await field.locator('[role=status]').textContent(),
    pasted: await page.evaluate(() => navigator.clipboard.readText()),
    selected: await page.evaluate(() => String(getSelection())),
  }
  await page.context().close()
  return copied
}

async function withoutScript(browser) {
  const page = await opened(browser, SUBSCRIBE, { javaScriptEnabled: false })
  const first = page.locator('details[data-choice]').first()
  await first.locator('summary').click()
  return {
    picker: await page.locator('[data-picker]').isVisible(),
    buttons: await page.locator('[data-copy]:visible').count(),
    choices: await page.locator('[data-choice]:visible').count(),
    opened: await first.locator('input').first().isVisible(),
    everywhere: await page.locator('[data-everywhere]').isVisible(),
  }
}

async function narrow(browser) {
  const widths = {}, page = await opened(browser, 'about:blank', { viewport: { width: 240, height: 600 } })
  for (const address of job.embeds) {
    await page.goto(address, { waitUntil: 'load' })
    widths[address] = await page.evaluate(() => document.documentElement.scrollWidth)
  }
  await page.context().close()
  return widths
}

const browser = await launch({ executablePath: job.chromium })
console.log(JSON.stringify({
  choosing: await choosing(browser),
  copying: await copying(browser),
  refused: await copying(browser, { refuseClipboard: true }),
  withoutScript: await withoutScript(browser),
  narrow: await narrow(browser),
}))
await browser.close()
