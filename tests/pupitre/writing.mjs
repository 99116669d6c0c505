// Chromium writes a text and gives pictures as an agent does: by its tools, by a paste, by a drop, by the keyboard.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre, "word": HTML that Word copies}
// stdout: what it saw, as one JSON object.
import { begin, finish, job, judge, seen, top } from './chromium.mjs'

const page = await begin({}, true)

await page.goto(`${top}ecrire/agenda/fete.md`)
// A row that is added bears the next number.
seen.rows = await page.evaluate(() => {
  document.querySelector('[data-ajouter=sauf]').click()
  return [...document.querySelectorAll('[data-rangees=sauf] > li')].map((row) => row.querySelector('legend, label').textContent.trim())
})
const text = page.locator('#c-_texte')
const typed = () => text.inputValue()

// A paste of Word, taken back and done again.
await text.fill('Avant.')
await text.press('Control+End')
const pasted = page.waitForResponse((answer) => answer.url().endsWith('/texte/coller'))
await text.evaluate((area, html) => {
  const data = new DataTransfer()
  data.setData('text/html', html)
  data.setData('text/plain', 'tout')
  area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}, job.word)
await pasted
await page.waitForFunction(() => document.getElementById('c-_texte').value.includes('panier'))
seen.pasted = await typed()
seen.note = await page.locator('#c-_texte-note').textContent()
await text.press('Control+z')
seen.undone = await typed()

// The tools, by the keyboard alone.
await text.fill('un mot')
await text.press('Control+a')
await text.press('Control+b')
seen.bold = await typed()
await text.press('Control+b')
seen.plain = await typed()
await page.locator('#c-_texte-outils button').first().focus()
await page.keyboard.press('ArrowRight')
await page.keyboard.press('ArrowRight')
await page.keyboard.press('ArrowRight')
await page.keyboard.press('Enter')
seen.list = await typed()
await text.press('Control+End')
await text.press('Enter')
await page.keyboard.type('deux')
await text.press('Enter')
await text.press('Enter')
await page.keyboard.type('Fin, ')
seen.ended = await typed()

// A link, chosen among the contents without a mouse.
await text.press('Control+k')
await page.locator('#lien-mots').waitFor()
await judge(page, 'link')
await page.locator('#lien-mots').fill('les travaux')
await page.locator('#lien-cherche').fill('route')
await page.waitForFunction(() => document.querySelectorAll('#lien-trouve button').length === 1)
await page.locator('#lien-trouve button').focus()
await page.keyboard.press('Enter')
await page.locator('#lien-adresse').focus()
await page.keyboard.press('Enter')
await page.waitForFunction(() => !document.querySelector('dialog'))
seen.linked = await typed()
seen.focus = await page.evaluate('document.activeElement.id')
const judged = page.waitForResponse((answer) => answer.url().includes('/verifier/'))
await text.press('Control+End')
await page.keyboard.type(' [rien](id:rien)')
await page.locator('.as-read .dead').waitFor()
await judged
await page.locator('#c-_texte-fautes .wrong').waitFor()
seen.dead = await page.locator('#c-_texte-fautes').textContent()
await judge(page, 'text')

// A video, by the keyboard; then opened again where it stands in the text.
await text.fill('Avant.')
await text.press('Control+End')
await page.locator('[data-outil=enregistrement]').click()
await page.locator('#enr-titre').waitFor()
await page.locator('#enr-titre').fill("L'usine : la visite")
await page.keyboard.press('Enter')
seen.refused = await page.locator('#enr-faute').textContent()
await judge(page, 'recording')
await page.locator('#enr-lien').fill('https://youtu.be/aqz-KE-bpKQ')
await page.locator('#enr-duree').fill('3 min 20')
await page.locator('#enr-paroles').fill('La voix : bonjour.\n\nOn voit la cuve.')
await page.locator('#enr-titre').focus()
await page.keyboard.press('Enter')
await page.waitForFunction(() => !document.querySelector('dialog'))
seen.video = await typed()
await text.evaluate((area) => area.setSelectionRange(30, 30))
await page.locator('[data-outil=enregistrement]').click()
seen.again = [await page.locator('#enr-titre').inputValue(), await page.locator('#enr-paroles').inputValue()]
await page.locator('#enr-titre').fill('Visite')
await page.keyboard.press('Enter')
await page.waitForFunction(() => !document.querySelector('dialog'))
seen.changed = await typed()

// A table, by the keyboard alone; then opened again where the cursor stands in it, with cells of a spreadsheet.
const table = page.locator('[data-outil=tableau]')
await text.fill('Avant.')
await text.press('Control+End')
await table.focus()
await page.keyboard.press('Enter')
await page.locator('.ask--table').waitFor()
await page.keyboard.type('Formule')
await page.keyboard.press('Enter')
await page.keyboard.type('Journée')
await page.keyboard.press('Tab')
await page.keyboard.type('120 € | 2 jours')
await page.getByRole('button', { name: 'Mettre dans le texte' }).click()
seen.untitled = [await page.locator('.ask--table .wrong').isVisible(), await page.evaluate('document.activeElement.getAttribute("aria-label")')]
await judge(page, 'table')
await page.keyboard.type('Prix')
await page.getByRole('button', { name: 'Mettre dans le texte' }).press('Enter')
await page.waitForFunction(() => !document.querySelector('dialog'))
seen.table = [await typed(), await table.textContent()]
await text.evaluate((area) => { area.setSelectionRange(20, 20); area.dispatchEvent(new Event('click')) })
seen.table.push(await table.textContent())
await table.click()
await page.getByLabel('Ligne 1, colonne 2').evaluate((field) => {
  const data = new DataTransfer()
  data.setData('text/plain', '130 €\tToute l’année\n95 €\tL’été\n')
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
})
await page.getByLabel('Titre de la colonne 3').fill('Quand')
await page.getByRole('button', { name: 'Ôter la colonne 1' }).click()
await page.getByRole('button', { name: 'Mettre dans le texte' }).click()
await page.waitForFunction(() => !document.querySelector('dialog'))
seen.retold = await typed()
await text.fill('')

// A photo that is dropped; what must stay of it, by a click, then by the keyboard.
const mark = page.locator('#c-alt-champ .optional')
seen.marks = [await mark.isVisible()]
const handed = page.waitForResponse((answer) => answer.url().endsWith('/medias/deposer'))
await page.locator('.media[data-pour=image]').evaluate(async (box) => {
  const canvas = document.createElement('canvas')
  canvas.width = 300
  canvas.height = 200
  canvas.getContext('2d').fillRect(0, 0, 200, 200)
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'))
  const data = new DataTransfer()
  data.items.add(new File([blob], 'Capture d’écran.png', { type: 'image/png' }))
  box.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
})
await handed
await page.locator('.focus').waitFor()
seen.name = await page.locator('[name=image]').inputValue()
seen.marks.push(await mark.isVisible())
await page.waitForFunction(() => document.querySelector('.focus__image').naturalWidth > 0)
const box = await page.locator('.focus').boundingBox()
await page.locator('.focus').click({ position: { x: box.width * 0.75, y: box.height * 0.2 } })
seen.point = [await page.locator('[name="cadrage.x"]').inputValue(), await page.locator('[name="cadrage.y"]').inputValue()]
await page.locator('[name="cadrage.y"]').press('ArrowUp')
seen.moved = await page.locator('[name="cadrage.y"]').inputValue()
seen.crop = await page.locator('.crop--story').evaluate((image) => image.style.objectPosition)
await page.locator('#c-alt').fill('Le lac')
await judge(page, 'picture')

// Another one in the text, chosen in the site.
await text.fill('Voici :')
await text.press('Control+End')
await page.locator('[data-outil=image]').click()
await page.locator('#medias-trouve button').first().waitFor()
await judge(page, 'library dialog')
await page.locator('#medias-trouve button').first().click()
await page.locator('#medias-oui').click()
seen.asked = await page.locator('#medias-faute').isVisible()
await page.locator('#medias-alt').fill('Le ponton [gelé]')
await page.locator('#medias-oui').click()
await page.waitForFunction(() => !document.querySelector('dialog'))
seen.shown = await typed()
// To leave now is to leave it unsaved: that is said, with what becomes of it.
seen.states = [await page.locator('#etat-enregistre').textContent()]
await page.locator('.crumb a').click()
await page.locator('dialog').waitFor()
seen.leaving = await page.locator('#quitter-mots').textContent()
await judge(page, 'leaving')
await page.getByRole('button', { name: 'Rester et enregistrer' }).click()
await page.waitForFunction(() => !document.querySelector('dialog'))
seen.stayed = page.url().endsWith('/ecrire/agenda/fete.md')
seen.next = await page.evaluate('document.activeElement.textContent')
// On a narrow screen what saves is at its foot, and never on what is focused.
await page.setViewportSize({ width: 360, height: 740 })
seen.behind = await page.evaluate(() => {
  const bar = document.querySelector('.save__main')
  const fields = [...document.querySelectorAll('#ecrit input:not([type=hidden]), #ecrit select, #ecrit textarea')].filter((one) => one.checkVisibility() && !one.closest('.visually-hidden'))
  return fields.filter((one) => {
    one.focus()
    one.scrollIntoView({ block: 'nearest' })
    const { top, height } = one.getBoundingClientRect()
    return height < 300 && top + height > bar.getBoundingClientRect().top + 1
  }).map((one) => one.name)
})
seen.foot = await page.evaluate(() => Math.round(innerHeight - document.querySelector('.save__main').getBoundingClientRect().bottom))
await page.setViewportSize({ width: 1280, height: 900 })
// Without the network the form stays where it is, and says so; then it is saved.
await page.context().setOffline(true)
await page.locator('.save').getByRole('button', { name: 'Enregistrer', exact: true }).click()
await page.waitForFunction(() => document.getElementById('etat-enregistre').textContent.startsWith('Le pupitre ne répond pas'))
seen.kept = await typed()
await page.context().setOffline(false)
await page.locator('.save').getByRole('button', { name: 'Enregistrer', exact: true }).click()
await page.locator('.done').waitFor()
seen.states.push(await page.locator('#etat-enregistre').textContent())
// What is sent before it was kept is in the page that answers: it is not sent once more, nor is anybody asked to leave.
let asks = 0
page.on('dialog', (dialog) => { asks += 1; dialog.accept() })
await page.locator('[name=resume]').fill('Au bord du lac.')
await page.locator('.save').getByRole('button', { name: 'Vérifier' }).click()
await page.locator('#etat-enregistre[data-attend]').waitFor()
await page.waitForLoadState('networkidle')
seen.asks = asks
for (const [name, path] of [['medias', 'medias/'], ['media', 'medias/voir/images/ponton.jpg']]) {
  await page.goto(top + path)
  await judge(page, name)
}
await finish()
