// Chromium prepares the month's letter as an agent does: by mouse, by keyboard alone, and without JavaScript.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre}
// stdout: what it saw, as one JSON object.
import { begin as window, finish, judge as look, seen, top } from './chromium.mjs'

// All rules once; then those of colours and targets, where the others see no difference; and the narrowest screen.
const some = { runOnly: ['color-contrast', 'target-size'] }
const VIEWS = [[1280, 'light', {}], [1280, 'dark', some], [360, 'light', some], [360, 'dark', some], [320, 'light', null]]
const judge = (page, name) => look(page, name, VIEWS)

const begin = (options) => window({ permissions: ['clipboard-read', 'clipboard-write'], ...options }, true)

const titles = async (page) => {
  await page.waitForLoadState()
  return page.locator('.block__title').allTextContents()
}

// By mouse: from the list to the mail in the clipboard.
const page = await begin({})
page.setDefaultTimeout(6000)
let clicks = 0
const click = async (what) => {
  clicks += 1
  await what.page().waitForLoadState()  // its scripts are there
  await what.click()
}
await click(page.getByRole('link', { name: 'Lettres', exact: true }))
await judge(page, 'list')
await click(page.getByRole('link', { name: 'Préparer la lettre de janvier' }))
await page.locator('[name=objet]').fill('Bonne année')
await page.locator('[data-boite]', { hasText: 'Bonne année' }).waitFor()  // its script may come after the words
seen.inbox = await page.locator('[data-boite]').textContent()
await page.evaluate('scrollBy(0, document.querySelector(".blocks").getBoundingClientRect().top - 200)')
const grip = await page.locator('[data-bloc="1"] [data-poignee]').boundingBox()
const first = await page.locator('[data-bloc="0"]').boundingBox()
clicks += 1
await page.mouse.move(grip.x + 10, grip.y + 20)
await page.mouse.down()
await page.mouse.move(first.x + 40, first.y + 5, { steps: 4 })
await page.mouse.up()
await page.locator('.letter-undo').waitFor()
seen.dragged = await titles(page)
await click(page.getByRole('button', { name: 'Épingler Galette' }))
await page.locator('.chosen__pin').waitFor()
seen.items = await page.locator('.chosen__item a').allTextContents()
await click(page.getByRole('button', { name: 'Voir la lettre' }))
await page.locator('#sortie iframe').first().waitFor()
const frame = page.frameLocator('#sortie iframe').first()
seen.mail = await frame.locator('body', { hasText: 'Galette' }).textContent()  // it is empty at first
await judge(page, 'letter')
await click(page.getByRole('button', { name: 'Publier', exact: true }))
await page.locator('.done').waitFor()
await click(page.locator('.done').getByRole('link', { name: 'Envoyer la lettre' }))
await judge(page, 'send')
await click(page.getByRole('button', { name: 'Copier pour Brevo' }))
await page.getByText('Copié : collez-le dans Brevo.').waitFor()
seen.copied = await page.evaluate('navigator.clipboard.readText()')
seen.code = await page.locator('#courriel').inputValue()
seen.clicks = clicks

// By keyboard alone: each gesture keeps the place where one is.
const reach = async (what) => {
  for (let steps = 0; steps < 200; steps += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`(document.activeElement.value || document.activeElement.textContent || "").trim().startsWith(${JSON.stringify(what)})`)) return true
  }
  return false
}
await page.goto(`${top}ecrire/lettres/decembre.md`)
seen.reached = await reach('bloc:descendre:0')
await page.keyboard.press('Enter')
await page.locator('.letter-undo').waitFor()
seen.down = [await titles(page), await page.evaluate('document.activeElement.value')]
const settled = () => page.waitForResponse((answer) => answer.url().includes('/ecrire/') && answer.request().method() === 'POST')
let again = settled()
await page.keyboard.press('Alt+ArrowUp')
await again
await page.waitForFunction(() => document.activeElement.value === 'bloc:descendre:0')
seen.up = await titles(page)
again = settled()
await reach('bloc:retirer:0')
await page.keyboard.press('Enter')
await again
await page.waitForFunction(() => document.activeElement.value === 'bloc:annuler')
again = settled()
await page.keyboard.press('Enter')
await again
await page.waitForFunction(() => document.querySelectorAll('.block').length === 4)
seen.back = await titles(page)
// What a rule chooses follows what is typed.
await page.locator('[data-modifier="1"] summary').focus()
await page.keyboard.press('Enter')
await page.locator('[name="blocs.1.au_plus"]').focus()
await page.keyboard.type('1')
await page.waitForFunction(() => document.querySelectorAll('#c-blocs-1-contenus .chosen__item').length === 1)
seen.rule = await page.locator('[data-bloc="1"] [data-mots]').textContent()
await page.locator('[data-plus="0"] summary').focus()
await page.keyboard.press('Enter')
await page.keyboard.press('Tab')
await page.keyboard.type('mentions')
await page.waitForFunction(() => document.querySelector('#c-blocs-0-trouves strong')?.textContent === 'Mentions légales')
await reach('contenu:prendre:0')
await page.keyboard.press('Enter')
await page.waitForFunction(() => document.querySelectorAll('#c-blocs-0-contenus .chosen__item').length === 3)
// What is typed while a gesture is under way stays, wherever its block goes.
await page.evaluate(() => {
  const { fetch } = window
  window.fetch = async (...asked) => {
    const answer = await fetch(...asked)
    await new Promise((done) => { setTimeout(done, 300) })
    return answer
  }
})
await page.locator('[value="bloc:monter:1"]').click()
await page.locator('[name="blocs.1.titre"]').fill('Tapé pendant ce temps')
await page.locator('#c-blocs-champ[aria-busy]').waitFor({ state: 'detached' })
seen.meanwhile = [await titles(page), await page.locator('[name="blocs.0.titre"]').inputValue()]
await page.goto(`${top}envoyer/lettres/decembre.md?outil=mailjet`)
await reach('Copier pour Mailjet')
await page.keyboard.press('Enter')
await page.getByText('Copié : collez-le dans Mailjet.').waitFor()
await page.goto(`${top}figer/lettres/novembre.md`)
await judge(page, 'freeze')
await page.context().close()

// Without JavaScript.
const plain = await begin({ javaScriptEnabled: false })
clicks = 0
await click(plain.getByRole('link', { name: 'Lettres', exact: true }))
await click(plain.getByRole('link', { name: 'La lettre de décembre' }).first())
await click(plain.locator('[value="bloc:monter:1"]'))
seen.plain = [await titles(plain), await plain.locator('[autofocus]').getAttribute('value')]
await click(plain.getByRole('button', { name: 'Enregistrer', exact: true }))
await click(plain.locator('.done').getByRole('link', { name: 'Envoyer la lettre' }))
await click(plain.getByRole('link', { name: 'Brevo' }))
seen.plainCode = await plain.locator('#courriel').inputValue()
seen.plainVisible = await plain.locator('#courriel').isVisible()
seen.plainClicks = clicks
await finish()
