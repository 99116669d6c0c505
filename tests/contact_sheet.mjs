// Chromium photographs pages and lays the prints out on one sheet.
// stdin: {"chromium", "folder", "pages": [{"caption", "address"}], "views": [{"width", "height", "scheme", "bare", "large"}],
// "row": px, "columns": of the sheet}, bare: without pictures; large: text twice as large.
// In the folder it leaves one PNG for each page and view, `<page>-<view>.png`, and the sheet, `sheet.png`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launch } from './launch.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const browser = await launch({ executablePath: job.chromium })

async function photograph(view, index) {
  const { width, height, scheme } = view
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale: 'fr-FR' })
  const page = await context.newPage()
  if (view.bare) await page.route(/\.(?:png|jpe?g)$/, (route) => route.abort())
  for (const [number, { address }] of job.pages.entries()) {
    // What answers a question asks for more once it is there; the others have all that they will have.
    await page.goto(address, { waitUntil: address.includes('?') ? 'networkidle' : 'load' })
    await page.evaluate(() => document.fonts.ready)
    if (view.large) await page.evaluate(() => { document.documentElement.style.fontSize = '200%' })
    // A part of a page stands where its address says once everything above has its place.
    await page.evaluate(() => { if (location.hash) document.querySelector(location.hash)?.scrollIntoView() })
    await page.screenshot({ path: join(job.folder, `${number}-${index}.png`) })
  }
  await context.close()
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
const print = (number) => (_view, index) => `<img src="${number}-${index}.png" height="${job.row}" alt="">`
const strip = ({ caption }, number) =>
  `<figure><figcaption>${escaped(caption)}</figcaption>${job.views.map(print(number)).join('')}</figure>`
const style = `body { margin: 0; padding: 24px; width: max-content; background: #77736b; color: #fff;
    display: grid; grid-template-columns: repeat(${job.columns ?? 2}, auto); gap: 22px 36px; font: 700 19px/1.5 sans-serif }
  figure { margin: 0 } img { margin-right: 8px; vertical-align: top }`

await Promise.all(job.views.map(photograph))
const sheet = join(job.folder, 'sheet.html')
writeFileSync(sheet, `<!doctype html><meta charset="utf-8"><style>${style}</style>${job.pages.map(strip).join('')}`)
const page = await browser.newPage({ viewport: { width: 100, height: 100 } })
await page.goto(pathToFileURL(sheet).href, { waitUntil: 'load' })
await page.locator('body').screenshot({ path: join(job.folder, 'sheet.png') })
await browser.close()
