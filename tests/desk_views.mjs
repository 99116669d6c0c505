// Chromium goes through the pupitre of the demo as an agent does, and photographs each step, cropped to what matters.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre, "folder": where the pictures go,
// "photo": a picture to give, "word": HTML that Word copies, "publication": settings, "place": a line more of them}
// In the folder it leaves `<name>.png` for each step.
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launch } from './launch.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const browser = await launch({ executablePath: job.chromium })
const top = `${job.base}/pupitre/`
const MARGIN = 14

async function begin(width, height, options = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width, height }, reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  page.on('dialog', (dialog) => dialog.accept())  // what is typed is left for the next picture
  await page.goto(`${top}?cle=${job.key}`)
  return page
}

// Chromium writes dates and hours as its own language does, whatever the page's; a machine may have it in English only.
const inFrench = (page) => page.evaluate(() => {
  for (const field of document.querySelectorAll('input[type=date], input[type=time]')) {
    const { type, value, offsetWidth } = field
    field.dataset.was = type
    field.style.width = `${offsetWidth}px`
    field.type = 'text'
    field.value = type === 'time' ? value || '--:--' : value.split('-').reverse().join('/') || 'jj/mm/aaaa'
    field.dataset.value = value
  }
})
const asItWas = (page) => page.evaluate(() => {
  for (const field of document.querySelectorAll('input[data-was]')) {
    field.type = field.dataset.was
    field.value = field.dataset.value
    field.style.width = ''
    delete field.dataset.was
  }
})

// Each picture and each frame that can be seen is there: none waits to be scrolled to.
async function whole(page) {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('[loading=lazy]')) one.loading = 'eager'
    const images = [...document.images].filter((image) => image.src && image.checkVisibility())
    return Promise.all(images.map((image) => image.decode().catch(() => {})))  // one that is replaced meanwhile
  })
  for (const frame of page.frames().slice(1)) {
    const box = await frame.frameElement().catch(() => null)  // it was replaced: the next one is there too
    if (box && await box.isVisible()) await frame.waitForURL(/^http/).catch((error) => { if (!frame.isDetached()) throw error })
  }
}

// What goes out of the form as it is once `last` is typed.
const goesOut = (page, last) => page.waitForResponse((answer) => answer.url().includes('/sortie/') && (answer.request().postData() || '').includes(last))

// The picture of what these selectors hold together, no higher than `most`; of the window without any.
async function photograph(page, name, selectors = [], most = 900) {
  const size = page.viewportSize()
  // What a frame holds is drawn in a window alone: beyond it, it stays white.
  if (page.frames().length > 1 && selectors.length) await page.setViewportSize({ ...size, height: most + 900 })
  await whole(page)
  await inFrench(page)
  await take(page, name, selectors, most)
  await asItWas(page)
  await page.setViewportSize(size)
}

async function take(page, name, selectors, most) {
  const path = join(job.folder, `${name}.png`)
  if (!selectors.length) return page.screenshot({ path })
  const clip = await page.evaluate(([wanted, margin, highest]) => {
    // What follows the reader down would stand somewhere in the middle.
    for (const one of document.querySelectorAll('.side__inside, .side')) one.style.position = 'static'
    const boxes = wanted.flatMap((selector) => [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect()))
    const [left, right] = [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))]
    const [up, down] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))]
    const x = Math.max(0, left - margin)
    const y = Math.max(0, up + scrollY - margin)
    const width = Math.min(document.documentElement.clientWidth, right + margin) - x
    return { x, y, width, height: Math.min(highest, down + scrollY + margin - y) }
  }, [selectors, MARGIN, most])
  return page.screenshot({ path, clip, fullPage: true })
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click()

// An event, from an idea to every channel.
const page = await begin(1280, 900)
await photograph(page, 'semaine')
await page.goto(`${top}ecrire/agenda/`)
await page.locator('#c-titre').fill('La fanfare de Corbeval joue l’hiver')
await page.locator('#c-resume').fill('Une heure de musique et une soupe chaude, dans deux villages.')
await page.getByText('Plusieurs dates', { exact: true }).click()
await page.locator('[name="creneaux.0.debut.jour"]').fill('2026-12-19')
await page.locator('[name="creneaux.0.debut.heure"]').fill('17:00')
await page.locator('.of-many').getByRole('button', { name: 'Ajouter une date' }).click()
await page.locator('[name="creneaux.1.debut.jour"]').fill('2026-12-20')
const out = goesOut(page, '15%3A30')
await page.locator('[name="creneaux.1.debut.heure"]').fill('15:30')
await page.locator('.next li').nth(1).waitFor()
await out
await page.locator('#sortie .screen iframe').first().waitFor()
await photograph(page, 'evenement', ['.head h1', '#c-_dates-champ', '.side .save', '.next'], 1150)
await page.locator('#c-lieu-champ').getByText('Un lieu connu', { exact: true }).click()
await page.locator('#c-lieu').selectOption({ label: 'Salle des Tilleuls' }).catch(() => page.locator('#c-lieu').fill('Salle des Tilleuls'))
await page.locator('#c-prix-champ').getByText('Un prix', { exact: true }).click()
await page.locator('[name="prix.montant"]').fill('5')
await photograph(page, 'lieu-prix', ['#c-lieu-champ', '#c-prix-champ'])

const text = page.locator('#c-_texte')
const pasted = page.waitForResponse((answer) => answer.url().endsWith('/texte/coller'))
await text.evaluate((area, html) => {
  const data = new DataTransfer()
  data.setData('text/html', html)
  data.setData('text/plain', 'Au programme')
  area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}, job.word)
await pasted
await page.locator('.as-read li').first().waitFor()
await photograph(page, 'texte', ['#c-_texte-champ', '.as-read'])

const handed = page.waitForResponse((answer) => answer.url().endsWith('/medias/deposer'))
await page.locator('#c-image-fichier').setInputFiles(job.photo)
await handed
await page.locator('.focus').waitFor()
await page.waitForFunction(() => document.querySelector('.focus__image').naturalWidth > 0)
const seen = await page.locator('.focus').boundingBox()
await page.locator('.focus').click({ position: { x: seen.width * 0.5, y: seen.height * 0.45 } })
await page.locator('#c-alt').fill('Une fanfare en veste rouge joue sur la scène de la salle des Tilleuls, devant un public assis')
await photograph(page, 'image', ['#c-cadrage-champ', '#c-alt-champ'])

await press(page, 'Voir ce qui sort')
await page.locator('#sortie').waitFor()
await page.getByRole('tab', { name: 'Réseaux et SMS' }).click()
await photograph(page, 'sortie', ['#sortie'], 760)
await press(page, 'Publier')
await page.locator('.done').waitFor()
await photograph(page, 'publie', ['.crumb', '.head', '.acts', '.done'])

await page.getByRole('link', { name: 'Annuler', exact: true }).click()
await page.locator('#agit').getByText('samedi 19').click()
await page.locator('#pourquoi').fill('La salle est inondée.')
await page.getByRole('tab', { name: 'Réseaux et SMS' }).click()
await page.locator('#sortie-reseaux').getByText('La salle est inondée.').first().waitFor()
await photograph(page, 'annuler', ['.lead', '#agit', '#sortie-reseaux'], 820)
await press(page, 'Confirmer')
await page.locator('.done').waitFor()
const event = page.url().split('?')[0]

// Two people on it.
const other = await page.context().newPage()
await other.goto(event)
await other.locator('#c-resume').fill('Une heure de musique et un goûter, dans deux villages.')
await page.goto(event)
await page.locator('#c-resume').fill('Une heure de musique et un vin chaud, dans deux villages.')
await press(page, 'Enregistrer')
await page.locator('.done').waitFor()
await press(other, 'Enregistrer')
await other.locator('.clashes').waitFor()
await photograph(other, 'deux', ['.summary', '.clashes'])
await other.close()
await page.getByRole('link', { name: 'Versions', exact: true }).click()
await photograph(page, 'versions', ['.head', '.saved'], 760)

// A contact, on the spot; a fault; what is for somebody else to read.
await page.goto(`${top}ecrire/actualites/`)
await page.locator('#c-titre').fill('Le bibliobus passe aussi le samedi')
for (const part of await page.locator('details.part').all()) {
  if (await part.locator('[data-creer=contact]').count()) await part.evaluate((one) => { one.open = true })
}
await page.locator('[data-creer=contact]').first().click()
await page.locator('dialog[open] input:not([type=hidden])').first().waitFor()
await photograph(page, 'contact', ['dialog[open]'], 760)
await page.goto(`${top}ecrire/actualites/`)
await page.locator('#c-titre').fill('Le bibliobus passe aussi le samedi')
await page.locator('[name="publier_le.jour"]').fill('')
await text.fill('Les horaires sont sur [la page du bibliobus](id:bibliobus-2).')
await press(page, 'Publier')
await page.locator('.summary').waitFor()
await photograph(page, 'corriger', ['.summary', '#c-titre-champ', '.side .save'], 700)

// A table, case by case; what whoever reads it again remarks; a draft that goes.
await page.goto(`${top}ecrire/actualites/?vide=oui`)
await page.locator('#c-titre').fill('La salle des Tilleuls rouvre, plus claire')
await page.locator('#c-resume').fill('Un parquet neuf, une rampe, et deux tarifs.')
await text.fill('La salle rouvre après cinq mois de travaux.')
await text.press('Control+End')
await page.locator('[data-outil=tableau]').click()
const cells = [['Pour', 'Habitants', 'Autres'], ['Une journée', '120 €', '210 €'], ['Un week-end', '200 €', '350 €']]
await page.getByRole('button', { name: 'Ajouter une colonne' }).click()
for (const [line, row] of cells.entries()) {
  for (const [column, words] of row.entries()) {
    await page.getByLabel(line ? `Ligne ${line}, colonne ${column + 1}` : `Titre de la colonne ${column + 1}`, { exact: true }).fill(words)
  }
}
await photograph(page, 'tableau', ['dialog[open]'])
await press(page, 'Mettre dans le texte')
await page.locator('.side details', { hasText: 'Relecture' }).locator('summary').first().click()
await press(page, 'Demander une relecture')
await page.locator('.done').waitFor()
await page.locator('.remark-form summary').click()
await page.locator('#c-_remarque_champ').selectOption({ label: 'Titre' })
await page.locator('#c-_remarque').fill('Dites quand elle rouvre : c’est ce que l’on cherche')
await press(page, 'Laisser la remarque')
await page.locator('#remarques').waitFor()
await photograph(page, 'remarque', ['#remarques', '#c-titre-champ', '#c-resume-champ'])
await page.getByRole('link', { name: 'Supprimer ce brouillon' }).click()
await page.locator('.act').waitFor()
await photograph(page, 'supprimer', ['.head', '.lead', '.act'])

// What is posted by hand; the month; the letter.
await page.goto(`${top}diffusion/`)
const posts = page.locator('details.posts').first()
await posts.evaluate((one) => { one.open = true })
await posts.getByRole('button', { name: /^C’est fait/ }).first().click()
await page.locator('.post--done').first().waitFor()
await page.evaluate(() => { document.querySelector('details.posts').open = true })
await photograph(page, 'poster', ['.head', '.lead', 'details.posts[open]'], 620)
await page.goto(`${top}mois/2026-12`)
await photograph(page, 'mois', ['.head', '.filters', '.month'], 640)
await page.goto(`${top}ecrire/lettres/lettre-decembre-2026.md#c-blocs-1-champ`)
await photograph(page, 'lettre')
await page.goto(`${top}envoyer/lettres/lettre-decembre-2026.md?outil=brevo`)
await photograph(page, 'envoyer', ['.head', '.tools', '.send'], 760)
await page.context().close()

// An alert at night, from a phone, where somebody has said where the site is put online.
appendFileSync(job.publication, job.place)
const phone = await begin(360, 740, { hasTouch: true, isMobile: true, colorScheme: 'dark' })
await phone.goto(`${top}alerte`)
await phone.getByText('Urgence', { exact: true }).click()
await phone.getByLabel('Titre').fill('Rue de la Rivière coupée à Corbeval')
await phone.locator('#c-_texte').fill('La rivière déborde. Passez par le pont neuf.')
await phone.locator('[name="fin.jour"]').fill('2026-11-24')
await phone.locator('[name="fin.heure"]').fill('08:00')
await photograph(phone, 'alerte', ['.alert__new', '#ecrit'], 1400)
await press(phone, 'Publier seulement')
await phone.locator('.done').waitFor()
await phone.goto(`${top}alerte`)
await photograph(phone, 'lever', ['.head', '.alerts'], 700)
await phone.emulateMedia({ colorScheme: 'light' })
await phone.goto(event)
await phone.locator('.left').evaluate((one) => one.scrollIntoView({ block: 'end' }))
await photograph(phone, 'telephone')  // with what stays at the foot of the window
await browser.close()
