// Chromium uses the agent's kit from its folder, as she does.
// stdin: {"chromium", "top": file address of the kit, "item": id, "archive": where to save what is downloaded}
// stdout: what it saw, as one JSON object.
import { readFileSync } from 'node:fs'
import { launch } from '../launch.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const INDEX = job.top + '/index.html', ITEM = `${job.top}/contenus/${job.item}/index.html`
const requests = new Set()

async function opened(browser, address, { clipboard = true, prepare = () => {}, ...options } = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', permissions: clipboard ? ['clipboard-read', 'clipboard-write'] : [], ...options })
  const page = await context.newPage()
  page.on('request', (request) => requests.add(request.url()))
  await page.addInitScript(prepare)
  await page.goto(address, { waitUntil: 'load' })
  return page
}

// What is left open goes on working: each context is closed when it has been used.
const closing = async (page, seen) => {
  await page.context().close()
  return seen
}

const ids = (rows) => rows.map((row) => row.querySelector('a').getAttribute('href').split('/')[1])

const state = async (page) => ({
  shown: await page.locator('[data-row]:visible').evaluateAll(ids),
  groups: await page.locator('[data-group]:visible').evaluateAll((all) => all.map((one) => one.querySelector('h2').textContent)),
  said: await page.locator('[data-count]').textContent(),
})

async function filtered(browser) {
  const page = await opened(browser, INDEX)
  const steps = { all: await state(page) }
  const again = () => page.locator('[type=reset]').click()
  await page.locator('[name=week]').check()
  steps.week = { ...await state(page), wanted: await page.locator('[data-week]').evaluateAll(ids) }
  await again()
  await page.locator('[name=kind]').selectOption('alert')
  steps.kind = await state(page)
  await again()
  await page.locator('[name=month]').selectOption({ index: 1 })
  steps.month = await state(page)
  await again()
  await page.locator('[name=words]').fill('SOLS CINE')
  steps.words = await state(page)
  await page.locator('[name=words]').fill('introuvable')
  steps.nothing = await state(page)
  await again()
  await page.waitForFunction((count) => document.querySelector('[data-count]').textContent === count, steps.all.said)
  steps.reset = await state(page)
  return closing(page, steps)
}

const saidAfter = async (page, button) => {
  await button.click()
  await page.waitForFunction(() => document.querySelector('.said').textContent)
  return page.locator('.said').textContent()
}
const pasted = (page) => page.evaluate(() => navigator.clipboard.readText())
const facebook = (page) => page.locator('[data-what="Facebook"]')

async function copied(browser) {
  const page = await opened(browser, ITEM)
  const said = await saidAfter(page, facebook(page))
  const text = await pasted(page)
  await page.locator('iframe.mail ~ p [data-copy]').click()
  await page.waitForFunction((before) => !['', before].includes(document.querySelector('.said').textContent), said)
  const block = await pasted(page)
  const mail = await page.locator('iframe.mail').evaluate((frame) => ({
    height: frame.getBoundingClientRect().height - 2, // its border
    needed: frame.contentDocument.documentElement.getBoundingClientRect().height + 8 - 2,
    pictures: [...frame.contentDocument.images].map((image) => image.naturalWidth > 0),
  }))
  return closing(page, { said, pasted: text, block, mail })
}

async function fallback(browser) {
  const page = await opened(browser, ITEM, { prepare: () => { navigator.clipboard.writeText = () => Promise.reject(new Error()) } })
  const said = await saidAfter(page, facebook(page))
  return closing(page, { said, pasted: await pasted(page) })
}

async function refused(browser) {
  const page = await opened(browser, ITEM, {
    prepare: () => {
      navigator.clipboard.writeText = () => Promise.reject(new Error())
      document.execCommand = () => false
    },
  })
  const said = await saidAfter(page, facebook(page))
  return closing(page, { said, selected: await page.evaluate(() => String(getSelection())) })
}

async function downloaded(browser) {
  const page = await opened(browser, ITEM, { acceptDownloads: true })
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$=".zip"]').click()])
  await download.saveAs(job.archive)
  return closing(page, download.suggestedFilename())
}

async function withoutScript(browser) {
  const index = await opened(browser, INDEX, { javaScriptEnabled: false })
  const item = await opened(browser, ITEM, { javaScriptEnabled: false })
  return {
    rows: (await state(index)).shown,
    filter: await index.locator('[data-filter]').isVisible(),
    buttons: await item.locator('[data-copy]:visible').count(),
    text: await item.locator('#facebook-texte').isVisible(),
  }
}

const browser = await launch({ executablePath: job.chromium })
const { mail, ...text } = await copied(browser)
console.log(JSON.stringify({
  filtered: await filtered(browser),
  copied: text,
  mail,
  fallback: await fallback(browser),
  refused: await refused(browser),
  suggested: await downloaded(browser),
  withoutScript: await withoutScript(browser),
  requests: [...requests],
}))
await browser.close()
