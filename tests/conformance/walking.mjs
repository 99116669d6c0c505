// Chromium goes through pages with the keyboard alone, as somebody who cannot use a mouse does, and says what it met.
// stdin: {"chromium", "root", "url", "pages", "widths", "now", "edged"}. stdout: one JSON object:
// walks: by page and width, each stop of the Tab key; journeys: see each below; heard: what a voice goes through;
// large: what overflows when text is twice as large, or the screen very wide; still: how much moves for who asked that
// nothing does, and for others; forced: by selector, how many there are, and how many without an edge, when colours are
// the reader's own.
import { readFileSync } from 'node:fs'
import { launch } from '../launch.mjs'
import { served } from './served.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const browser = await launch({ executablePath: job.chromium })
const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' })
const page = await context.newPage()
const errors = []
page.on('pageerror', (error) => errors.push(String(error)))
await page.clock.setFixedTime(new Date(job.now))
await page.route('**/*', (route) => served(job, route))

const open = async (path, width = 1280) => {
  await page.setViewportSize({ width, height: 800 })
  await page.goto(`${job.url}/${path}`, { waitUntil: 'load' })
}

// Where the focus is: its words, where it stands, how it is shown, and whether something lies over it.
const stop = () => page.evaluate(() => {
  const one = document.activeElement
  if (!one || one === document.body) return null
  const box = one.getBoundingClientRect()
  const outlined = [one, one.closest('.card')].filter(Boolean).map((each) => getComputedStyle(each))
    .find((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
  const rows = [...one.getClientRects()]
  const seen = rows.some((row) => {
    const on = document.elementFromPoint(row.left + row.width / 2, row.top + row.height / 2)
    return on && (one.contains(on) || on.contains(one) || one.closest('.card')?.contains(on))
  })
  const words = (one.getAttribute('aria-label') || one.innerText || one.labels?.[0]?.innerText || '').trim().replace(/\s+/g, ' ')
  return { words, tag: one.tagName, top: Math.round(box.top + scrollY), bottom: Math.round(box.bottom + scrollY), outlined: Boolean(outlined), seen }
})

// All stops from the top of a page until the focus leaves it.
async function walk(path, width) {
  await open(path, width)
  const expected = await page.evaluate(() =>
    [...document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex]')]
      .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true })
        && (one.tagName !== 'SUMMARY' || one.parentElement.tagName === 'DETAILS')).length)
  const stops = []
  for (let step = 0; step < expected + 5; step++) {
    await page.keyboard.press('Tab')
    const at = await stop()
    if (!at || (stops.length && at.tag === stops[0].tag && at.words === stops[0].words && at.top === stops[0].top)) break
    stops.push(at)
  }
  return { path, width, expected, stops }
}

const walks = []
for (const path of job.pages) for (const width of job.widths) walks.push(await walk(path, width))

const keys = async (...pressed) => { for (const key of pressed) await page.keyboard.press(key) }
const until = async (words, most = 60, tag = '') => {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab')
    const at = await stop()
    if (at?.words.includes(words) && at.tag.includes(tag)) return at
  }
  return null
}
const focus = async () => (await stop())?.words ?? ''
const at = () => decodeURI(page.url().slice(job.url.length))

const journeys = {}
// Straight to the contents.
await open('agenda/')
await keys('Tab')
const skip = await stop()
await keys('Enter')
journeys.skip = { first: skip, inside: await page.evaluate(() => document.activeElement.id) }
await keys('Tab')
journeys.skip.next = await page.evaluate(() => Boolean(document.activeElement.closest('main')))

// The menu of a phone: opened, gone through, closed; the focus comes back to what opened it.
await open('', 360)
journeys.menu = { button: Boolean(await until('Menu')) }
await keys('Enter')
journeys.menu.opened = await page.locator('#menu').evaluate((one) => one.matches(':popover-open'))
await keys('Tab')
journeys.menu.first = await focus()
await keys('Tab')
journeys.menu.second = await focus()
await keys('Escape')
journeys.menu.closed = !(await page.locator('#menu').evaluate((one) => one.matches(':popover-open')))
journeys.menu.back = await focus()

// A menu in the row of a large screen.
await open('')
const sub = await page.locator('.site-nav__sub > summary').first().innerText()
await until(sub.trim(), 30)
await keys('Enter', 'Tab')
journeys.submenu = { first: await focus(), shown: (await stop()).seen }

// A filter of the agenda, then what it leads to.
await open('agenda/')
journeys.filter = { opened: (await until('Commune', 40, 'SUMMARY'))?.words }
await keys('Enter', 'Tab')
journeys.filter.choice = await focus()
await keys('Enter')
await page.waitForURL('**/agenda/communes/**')
journeys.filter.address = at()

// A month: into the grid, by arrows, to a day.
await open('agenda/mois/2026-12/')
await page.locator('.month a').first().focus()
await keys('ArrowRight', 'ArrowDown')
journeys.month = { day: await focus(), shown: (await stop()).outlined }
await keys('Enter')
journeys.month.address = at()
await keys('Tab')
journeys.month.next = await page.evaluate(() => document.querySelector(location.hash).contains(document.activeElement) || document.activeElement.closest('.agenda-days') !== null)

// The buttons of a calendar.
await open('agenda/soixante-dates/', 360)
journeys.calendar = { found: Boolean(await until('Ajouter à mon agenda')) }
await keys('Enter', 'Tab')
journeys.calendar.first = await focus()
journeys.calendar.shown = (await stop()).seen

// What a voice goes through: landmarks and headings, in the order of the accessibility tree.
const heard = {}
const client = await context.newCDPSession(page)
for (const path of job.pages) {
  await open(path, 360)
  const { nodes } = await client.send('Accessibility.getFullAXTree')
  const by = new Map(nodes.map((node) => [node.nodeId, node]))
  const out = []
  const go = (node) => {
    const role = node.role?.value, name = node.name?.value ?? ''
    if (!node.ignored) {
      if (['banner', 'navigation', 'search', 'main', 'contentinfo', 'complementary'].includes(role)) out.push({ role, name })
      if (role === 'heading') out.push({ role, name, level: node.properties?.find((one) => one.name === 'level')?.value.value })
      if (['link', 'button', 'textbox', 'searchbox', 'checkbox', 'combobox', 'image'].includes(role) && !name) out.push({ role, name: '', nameless: true })
    }
    for (const id of node.childIds ?? []) by.has(id) && go(by.get(id))
  }
  go(nodes[0])
  // Headings as the eye meets them, from the top of the page.
  const eye = await page.evaluate(() => [...document.querySelectorAll('h1, h2, h3, h4')]
    .filter((one) => one.checkVisibility() && one.getClientRects().length && !one.classList.contains('visually-hidden') && !one.closest('[popover]'))
    .map((one) => ({ top: one.getBoundingClientRect().top + scrollY, text: one.innerText.trim() })))
  heard[path] = { tree: out, upward: eye.filter((one, index) => index && one.top < eye[index - 1].top - 1).map((one) => one.text) }
}

const overflowing = () => page.evaluate(() => {
  const width = document.documentElement.clientWidth
  return document.documentElement.scrollWidth > width ? document.documentElement.scrollWidth : 0
})
// Of what stands in the header, what lies over its neighbour.
const crowded = () => page.evaluate(() => {
  const parts = [...document.querySelectorAll('.brand__name, .menu-button, .site-header .site-search')].filter((one) => one.checkVisibility())
  const boxes = parts.map((one) => one.getBoundingClientRect())
  return parts.flatMap((one, index) => boxes.slice(index + 1).some((other) =>
    boxes[index].left < other.right - 1 && other.left < boxes[index].right - 1 && boxes[index].top < other.bottom - 1 && other.top < boxes[index].bottom - 1)
    ? [one.className] : [])
})
const large = []
for (const path of job.pages) {
  for (const width of [1280, 768, 640]) {
    await open(path, width)
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%' })
    const found = await overflowing()
    if (found) large.push(`${path} ${width} ${found}`)
    large.push(...(await crowded()).map((words) => `${path} ${width} ${words}`))
  }
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.evaluate(() => { document.documentElement.style.fontSize = '' })
  const found = await overflowing()
  if (found) large.push(`${path} 1920 ${found}`)
}

// Nothing moves for who asked for it; the same page has transitions otherwise, so that this finds some.
const moving = () => page.evaluate(() => [...document.querySelectorAll('*')].filter((one) => {
  const style = getComputedStyle(one)
  return style.transitionDuration.split(',').some((each) => parseFloat(each) > 0) || style.animationName !== 'none' || style.scrollBehavior === 'smooth'
}).length)
await open('guide-de-style/')
const still = { asked: await moving() }
await page.emulateMedia({ reducedMotion: 'no-preference' })
still.otherwise = await moving()
await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' })

// The reader's own colours: what is told by a ground alone still has an edge or a drawing.
const forced = await page.evaluate((chosen) => Object.fromEntries(chosen.map((name) => {
  const found = [...document.querySelectorAll(name)].filter((one) => one.checkVisibility())
  const bare = found.filter((one) => {
    const style = getComputedStyle(one)
    const edges = ['Top', 'Right', 'Bottom', 'Left'].some((side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none')
    return !edges && style.outlineStyle === 'none'
  })
  return [name, { found: found.length, bare: bare.length }]
})), job.edged)

console.log(JSON.stringify({ walks, journeys, heard, large, still, forced, errors }))
await browser.close()
