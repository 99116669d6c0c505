// The grid of a month under the keys, in Chromium. stdin: {"chromium", "html"}; stdout: where the focus was, key by key.
import { readFileSync } from 'node:fs'
import { launch } from '../launch.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const browser = await launch({ executablePath: job.chromium })
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
await page.setContent(job.html)
const seen = {}
await page.locator('.month a').first().focus()
for (const key of job.keys) {
  await page.keyboard.press(key)
  seen[key] = await page.evaluate(() => document.activeElement.getAttribute('href'))
}
await page.keyboard.press('Enter')
seen.Enter = await page.evaluate(() => location.hash)
await page.setViewportSize({ width: 360, height: 640 })
seen.narrow = await page.locator('.month').isVisible()
console.log(JSON.stringify(seen))
await browser.close()
