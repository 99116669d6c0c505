// Menus under the keys, in Chromium. stdin: {"chromium", "html"}; stdout: what was open, and where the focus was.
import { readFileSync } from 'node:fs'
import { launch } from '../launch.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const browser = await launch({ executablePath: job.chromium })
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
await page.setContent(job.html)
const state = () => page.evaluate(() => [document.querySelectorAll('details[open]').length, document.activeElement.textContent.trim()])
const seen = {}
const menu = page.locator('.site-nav__sub summary')
await menu.focus()
await page.keyboard.press('Enter')
await page.keyboard.press('Tab')
seen.opened = await state()
await page.keyboard.press('Escape')
seen.closed = await state()
await page.keyboard.press('Enter')
for (let steps = 0; steps < 3; steps++) await page.keyboard.press('Tab')
seen.left = (await state())[0]
await menu.click()
await page.mouse.click(640, 700)
seen.pressed = (await state())[0]
await page.setViewportSize({ width: 360, height: 640 })
const button = page.locator('.menu-button')
await button.focus()
await page.keyboard.press('Enter')
seen.phone = await page.locator('#menu').isVisible()
await page.locator('#menu a').first().focus()
await page.keyboard.press('Escape')
seen.shut = [await page.locator('#menu').isVisible(), (await state())[1]]
console.log(JSON.stringify(seen))
await browser.close()
