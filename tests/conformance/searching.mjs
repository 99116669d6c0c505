// Chromium searches, as somebody who types would: each question in turn, then a journey with the keyboard alone.
// stdin: {"chromium", "root", "url", "policy", "now", "questions", "axe"}. stdout: what it saw, as one JSON object.
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
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
  await page.route('**/*', (route) => served(job, route))
  return page
}

const settled = (page) => page.waitForFunction(() => {
  const said = document.getElementById('compte').textContent
  return said && !said.startsWith('Recherche en cours')
}, null, { polling: 50, timeout: 20000 })

const seen = (page) => page.evaluate(() => ({
  count: document.getElementById('compte').textContent,
  answers: [...document.querySelectorAll('.answer')].map((one) => one.innerText.split('\n').filter(Boolean)),
  results: [...document.querySelectorAll('.result a')].map((one) => decodeURI(one.pathname)),
  first: document.querySelector('.result')?.innerText ?? '',
  marks: [...document.querySelectorAll('.result mark')].map((one) => one.textContent),
  more: !document.getElementById('suite').hidden,
  nothing: !document.getElementById('rien').hidden,
  address: location.search,
  focus: document.activeElement.id || document.activeElement.textContent,
  asked: document.getElementById('q').value,
}))

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

const out = { asking: null }
const browser = await chromium.launch({ executablePath: job.chromium, args: ['--no-sandbox'] })
try {
  out.asking = await asking(browser)
} finally {
  await browser.close()
}
console.log(JSON.stringify(out))
