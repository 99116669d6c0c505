// Chromium searches, as somebody who types would: each question in turn, then with the keyboard alone, without a script…
// stdin: {"chromium", "root", "url", "headers", "now", "questions", "only"}. stdout: what it saw, as one JSON object.
import { readFileSync } from 'node:fs'
import { judged } from '../judging.mjs'
import { launch } from '../launch.mjs'
import { served } from './served.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const SEARCH = job.url + '/recherche/'

async function opened(browser, options = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'America/Guadeloupe', ...options })
  const page = await context.newPage()
  page.errors = []
  page.asked = []
  page.on('pageerror', (error) => page.errors.push(String(error)))
  page.on('console', (message) => { if (message.type() === 'error') page.errors.push(message.text()) })
  page.on('request', (request) => page.asked.push(request.url()))
  await page.clock.setFixedTime(new Date(job.now))
  await page.route('**/*', (route) => served(job, route, job.headers))
  return page
}

const settled = (page) => page.waitForFunction(() => {
  const said = document.getElementById('compte').textContent
  return said && !said.startsWith('Recherche en cours')
}, null, { polling: 50, timeout: 20000 })

const seen = (page) => page.evaluate((url) => ({
  count: document.getElementById('compte').textContent,
  answers: [...document.querySelectorAll('.answer')].map((one) => one.innerText.split('\n').filter(Boolean)),
  results: [...document.querySelectorAll('.result a')].map((one) => decodeURI(one.href.slice(url.length))),
  first: document.querySelector('.result')?.innerText ?? '',
  marks: [...document.querySelectorAll('.result mark')].map((one) => one.textContent),
  more: !document.getElementById('suite').hidden,
  nothing: !document.getElementById('rien').hidden,
  address: location.search,
  focus: document.activeElement.id || document.activeElement.textContent,
  asked: document.getElementById('q').value,
}), job.url)

async function asking(browser) {
  const page = await opened(browser)
  const answers = {}
  for (const question of job.questions) {
    await page.goto(SEARCH + '?q=' + encodeURIComponent(question), { waitUntil: 'load' })
    await settled(page)
    answers[question] = await seen(page)
  }
  const loaded = page.asked.filter((address) => address.startsWith(job.url))
  await page.context().close()
  return { answers, errors: page.errors, elsewhere: page.asked.filter((address) => !loaded.includes(address)) }
}

const ask = async (page, question) => {
  await page.goto(SEARCH + question, { waitUntil: 'load' })
  await settled(page)
  return seen(page)
}

// From the home page, without a mouse: the field, a question, a facet, the first result.
async function typing(browser) {
  const page = await opened(browser, { reducedMotion: 'reduce' })
  await page.goto(job.url + '/', { waitUntil: 'load' })
  const way = []
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press('Tab')
    way.push(await page.evaluate(() => document.activeElement.id))
    if (way.at(-1) === 'recherche-du-site') break
  }
  await page.keyboard.type('conseil')
  await page.keyboard.press('Enter')
  await page.waitForURL(SEARCH + '**')
  await settled(page)
  const first = await seen(page)
  await page.focus('#q')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await settled(page)
  const chosen = await seen(page)
  await page.keyboard.press('Escape')
  await page.locator('#suite').focus().catch(() => {})
  await page.goBack()
  await settled(page)
  const back = await seen(page)
  await page.locator('#suite').focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.querySelectorAll('.result').length > 10)
  const more = await seen(page)
  await page.context().close()
  return { way, first, chosen, back, more, errors: page.errors }
}

async function choosing(browser) {
  const page = await opened(browser)
  const asked = await ask(page, '?q=poubelles+jaunes')
  await page.locator('.answer select').selectOption('rouvrelle')
  await page.waitForFunction(() => location.search.includes('rouvrelle') && !document.querySelector('.answer select'))
  await settled(page)
  const told = await seen(page)
  const ahead = await ask(page, '?genre=event&avenir=oui')
  const past = await ask(page, '?genre=event')
  const nothing = await ask(page, '?q=zzzzqx')
  await page.goto(SEARCH, { waitUntil: 'load' })
  await page.waitForTimeout(100)
  const empty = await seen(page)
  await page.context().close()
  return { asked, told, ahead, past, nothing, empty, errors: page.errors }
}

async function weighing(browser) {
  const page = await opened(browser)
  await ask(page, '?q=piscine')
  await page.context().close()
  return page.asked
}

async function failing(browser) {
  const page = await opened(browser)
  await page.route('**/*.pf_meta', (route) => route.abort())
  const failed = await ask(page, '?q=piscine')
  await page.context().close()
  return failed
}

async function withoutScript(browser) {
  const page = await opened(browser, { javaScriptEnabled: false })
  await page.goto(SEARCH + '?q=piscine', { waitUntil: 'load' })
  const told = await page.locator('noscript').innerText()
  const links = await page.locator('.search__elsewhere a').count()
  const facets = await page.locator('.search__facets').isVisible()
  await page.context().close()
  return { told, links, facets }
}

async function lost(browser) {
  const page = await opened(browser)
  await page.route(job.url + '/lieux/2019/ancienne-piscine.html', (route) => route.fulfill({ path: job.root + '/404.html' }))
  await page.goto(job.url + '/lieux/2019/ancienne-piscine.html', { waitUntil: 'load' })
  const asked = await page.locator('#page-cherchee').inputValue()
  const forms = await page.locator('form[role=search]').count()
  await page.context().close()
  return { asked, forms }
}

// axe, in each colour and width, of what a page that is only opened does not show.
async function judging(browser) {
  const faults = [], page = await opened(browser)
  for (const question of ['?q=poubelles+jaunes', '?q=decheterie+dimanche&genre=place', '?q=zzzzqx']) {
    await ask(page, question)
    await page.locator('.search__facet summary').first().click()
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme })
        faults.push(...(await judged(page, {})).map((one) => `${question} ${width} ${colorScheme} ${one.id} ${one.where[0]}`))
        const wide = await page.evaluate(() => document.documentElement.scrollWidth)
        if (wide > width) faults.push(`${question} ${width} ${colorScheme} ${wide} pixels`)
      }
    }
  }
  await page.context().close()
  return faults
}

const out = {}
const browser = await launch({ executablePath: job.chromium })
try {
  const visits = { asking, typing, choosing, weighing, failing, withoutScript, lost, judging }
  for (const name of job.only ?? Object.keys(visits)) out[name] = await visits[name](browser)
} finally {
  await browser.close()
}
console.log(JSON.stringify(out))
