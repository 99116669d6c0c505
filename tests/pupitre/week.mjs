// Chromium looks at what goes out while a title is typed, ticks what was posted, and reads the week and a month.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre}
// stdout: what it saw, as one JSON object.
import { begin, finish, judge, seen, top } from './chromium.mjs'

const page = await begin({}, true)

// Beside the form, without a click; then again after a pause in typing.
await page.goto(`${top}ecrire/agenda/fete.md`)
const heading = () => page.frameLocator('.screen--wide iframe').locator('h1').textContent({ timeout: 15000 })
seen.before = await heading()
seen.beside = await page.evaluate(() => {
  const [form, out] = ['.edit__fields', '#sortie'].map((name) => document.querySelector(name).getBoundingClientRect())
  return out.left >= form.right
})
const first = await page.locator('.screen--wide iframe').evaluate((frame) => frame.src)
await page.locator('#c-titre').fill('Fête de la neige')
await page.waitForFunction((address) => document.querySelector('.screen--wide iframe').src !== address, first)
await page.frameLocator('.screen--wide iframe').locator('h1', { hasText: 'neige' }).waitFor({ timeout: 15000 })  // it is empty at first
seen.after = await heading()
await judge(page, 'page')
await page.locator('[role=tab]').first().focus()
await page.keyboard.press('ArrowRight')
seen.tab = await page.evaluate(() => [document.activeElement.textContent, document.activeElement.getAttribute('aria-selected')])
seen.shown = await page.locator('[role=tabpanel]:visible').count()
await page.getByRole('tab', { name: 'Réseaux et SMS' }).click()
await judge(page, 'networks')

// Ticked without leaving the page.
await page.goto(top)
await page.locator('#diffusion-fete summary').click()
await page.evaluate(() => { window.stayed = true })
await page.locator('#diffusion-fete').getByRole('button', { name: 'C’est fait : Facebook' }).click()
await page.locator('#diffusion-fete .post--done').waitFor()
seen.ticked = await page.evaluate(() => [window.stayed, document.activeElement.textContent.trim().slice(0, 20)])
await judge(page, 'week')
await page.goto(`${top}diffusion/`)
await page.evaluate(() => document.querySelectorAll('details.posts').forEach((one) => { one.open = true }))
await judge(page, 'posts')
await page.goto(`${top}annonces/`)
await judge(page, 'announcements')
await page.goto(`${top}mois/2026-12`)
await judge(page, 'month')
await page.goto(`${top}annonces/`)
await judge(page, 'announcements')
await finish()
