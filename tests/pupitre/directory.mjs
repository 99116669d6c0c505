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

// The home page: moved by keyboard, dragged, added to; whoever leaves is told that it is not saved.
await page.goto(`${top}repertoire/contacts/-`)
await judge(page, 'contact')
await page.goto(`${top}repertoire/accueil/-`)
await judge(page, 'home')
const blocks = (of) => of.locator('[name$=".type"]').evaluateAll((fields) => fields.map((field) => field.value))
const placed = (first) => page.waitForFunction((kind) => document.querySelector('.blocks [name$=".type"]').value === kind, first)
const [first, second] = await blocks(page)
await page.locator('button[value^="bloc:descendre:"]').first().focus()
await page.keyboard.press('Enter')
await placed(second)
await page.locator('.block__grip').nth(1).dragTo(page.locator('.block').first(), { targetPosition: { x: 40, y: 4 } })
await placed(first)
await page.getByRole('button', { name: 'Des chiffres', exact: true }).click()
await page.locator('.block--chiffres').waitFor()
await page.getByRole('link', { name: 'Répertoire' }).first().click()
seen.leaving = await page.locator('dialog h2').textContent()
await page.getByRole('button', { name: 'Rester et enregistrer' }).click()
await page.locator('.block--chiffres').getByRole('button', { name: 'Retirer' }).click()
await page.getByRole('button', { name: 'Annuler ce geste' }).waitFor()
await page.getByRole('button', { name: 'Quelques lignes', exact: true }).click()
await page.locator('.block--texte [name$=".titre"]').fill('Bienvenue')
await page.locator('.block--texte [name$=".texte"]').fill('Bonjour.')
await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
await page.locator('.done').waitFor()
seen.home = await blocks(page)

// The same without a script, and two people on one text.
const plain = await begin({ javaScriptEnabled: false })
await plain.goto(`${top}repertoire/accueil/accueil`)
await plain.locator('button[value^="bloc:descendre:"]').first().click()
await plain.locator('button[value^="bloc:retirer:"]').last().click()
await plain.getByRole('button', { name: 'Enregistrer', exact: true }).click()
await plain.locator('.done').waitFor()
seen.plain = await blocks(plain)
await page.goto(`${top}ecrire/pages/trier.md`)
await plain.goto(`${top}ecrire/pages/trier.md`)
await plain.locator('[name=_texte]').fill('Un **autre** texte.')
await plain.locator('.save').getByRole('button', { name: 'Enregistrer', exact: true }).click()
await plain.locator('.done').waitFor()
await page.locator('[name=_texte]').fill('Mon texte.')
await page.locator('.save').getByRole('button', { name: 'Enregistrer', exact: true }).click()
await page.locator('.clashes').waitFor()
await judge(page, 'clash')
seen.clash = await page.locator('.version').allInnerTexts()
await finish()
