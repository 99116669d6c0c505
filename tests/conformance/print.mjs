// Chromium prints pages as a person would, without choosing anything.
// stdin: {"chromium", "root", "url", "addresses"}; stdout: one JSON line for each address: {"address", "sheets", "papers",
// "words"}: how many sheets of a year the page has, the width and height of each sheet of paper, in points, and what is read
// on them.
import { readFileSync } from 'node:fs'
import { launch } from '../launch.mjs'
import { served } from './served.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const browser = await launch({ executablePath: job.chromium })
const page = await browser.newPage()
await page.route('**/*', (route) => served(job, route))
for (const address of job.addresses) {
  await page.goto(address, { waitUntil: 'load' })
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  const words = await page.evaluate(() => [document.body.innerText, ...[...document.querySelectorAll('main a[href]')]
    .map((one) => getComputedStyle(one, '::after').content).filter((one) => one.includes('http'))].join('\n'))
  const sheets = await page.locator('.year').count()
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const papers = [...pdf.matchAll(/\/Type \/Page\b[^]*?\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)]
  console.log(JSON.stringify({ address, sheets, words, papers: papers.map((paper) => paper.slice(1).map((side) => Math.round(side))) }))
}
await browser.close()
