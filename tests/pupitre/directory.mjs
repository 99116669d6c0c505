// Chromium in the directory, as an agent uses it: what is missing is made in a dialog, long lists are looked through by
// typing, menus are put in order by keyboard and by mouse.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre}
// stdout: what it saw, as one JSON object.
import { begin, finish, judge, seen, top } from './chromium.mjs'

const page = await begin()

const focus = (what) => page.evaluate(`document.activeElement.${what}`)

for (const [name, path] of [['directory', 'repertoire/'], ['list', 'repertoire/communes/'], ['entry', 'repertoire/themes/culture'], ['remove', 'repertoire/communes/c3/retirer'], ['settings', 'reglages/'], ['made', 'creer/place?pour=agenda/&champ=lieu']]) {
  await page.goto(top + path)
  await judge(page, name)
}

// A topic that is missing, by keyboard alone.
await page.goto(`${top}ecrire/agenda/`)
await page.getByRole('button', { name: 'Ajouter un thème' }).focus()
await page.keyboard.press('Enter')
await page.locator('dialog').waitFor()
seen.begins = await focus('name')
await judge(page, 'dialog')
await page.locator('[name="nouveau.nom"]').focus()
await page.keyboard.press('Enter')
await page.locator('dialog .summary').waitFor()
seen.refused = await focus('className')
await page.locator('[name="nouveau.nom"]').fill('Patrimoine')
await page.keyboard.press('Enter')
await page.locator('dialog').waitFor({ state: 'detached' })
seen.topic = [await focus('value'), await focus('checked')]
await page.getByRole('button', { name: 'Ajouter un thème' }).click()
await page.locator('dialog').waitFor()
await page.keyboard.press('Escape')
seen.closed = [await page.locator('dialog').count(), await focus('dataset.creer')]

// A place: it is the known one, from then on.
await page.locator('#c-lieu-champ').getByText('Un lieu connu', { exact: true }).click()
await page.getByRole('button', { name: 'Ajouter un lieu' }).first().click()
await page.locator('[name="nouveau.titre"]').fill('La Grange')
await page.getByRole('button', { name: 'Enregistrer et choisir' }).click()
await page.locator('dialog').waitFor({ state: 'detached' })
seen.place = await page.locator('[name="lieu.id"]').inputValue()

// One commune of many: typed, then Return.
const communes = page.locator('#c-communes-champ')
await communes.getByRole('searchbox').fill('NUMERO 27')
seen.left = await communes.locator('.tick:visible').count()
await page.keyboard.press('Enter')
seen.ticked = await page.locator('[name=communes]:checked').evaluateAll((boxes) => boxes.map((box) => box.value))

// The hours of a week.
await page.goto(`${top}ecrire/lieux/`)
await page.locator('[name="horaires.semaine.lundi"]').fill('9h-12h')
await page.locator('[data-semaine="horaires.semaine"] + button').click()
seen.friday = await page.locator('[name="horaires.semaine.vendredi"]').inputValue()

// Menus: by keyboard, then by mouse.
await page.goto(`${top}menus/`)
await judge(page, 'menus')
const order = () => page.locator('[data-ordre=principal] [data-page]').evaluateAll((rows) => rows.map((row) => row.dataset.page))
const keeps = () => page.waitForResponse((answer) => answer.url().endsWith('/menus/') && answer.request().method() === 'POST')
let kept = keeps()
await page.locator('[data-ordre=principal] [data-vers="1"]').first().focus()
await page.keyboard.press('Enter')
await kept
seen.down = [await order(), await page.locator('#ordre-dit').textContent()]
const rows = page.locator('[data-ordre=principal] [data-page]')
kept = keeps()
await rows.nth(2).dragTo(rows.nth(0), { targetPosition: { x: 20, y: 3 } })
await kept
seen.dragged = await order()
await page.reload()
seen.again = await page.locator('.left').count()
await page.getByRole('link', { name: 'Reprendre ce texte' }).click()
await page.getByRole('button', { name: 'Enregistrer l’ordre' }).click()
await page.locator('.done').waitFor()
await page.waitForLoadState()
seen.saved = await order()
await finish()
