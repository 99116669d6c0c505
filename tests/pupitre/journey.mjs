// Chromium walks through the pupitre to the site that the public sees, three times: by mouse and touch, by the keyboard
// alone, without JavaScript; a tab is closed before anything is saved; then each page is looked at.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre, "public": address of the live site,
//   "content": folder, "photo": a file of hers, "pages": the paths of all pages, "jargon": words that nobody is to meet}
// stdout: what it saw, as one JSON object.
import { readFileSync } from 'node:fs'
import { begin as window, finish, job, judge, narrow, seen, top } from './chromium.mjs'

Object.assign(seen, { jargon: [], stops: [], counts: {}, files: {} })
const jargon = new RegExp(`(?<![\\p{L}\\d])(?:${job.jargon})(?![\\p{L}\\d])`, 'iu')

const pages = []
async function begin(options) {
  const page = await window(options)
  page.setDefaultTimeout(9000)
  pages.push(page)
  return page
}

// Whatever is read, on a page that is left.
const words = (page) => page.evaluate(() => [
  document.title, document.body.innerText,
  ...[...document.querySelectorAll('[title], [alt], [aria-label], [placeholder]')].flatMap((one) => ['title', 'alt', 'aria-label', 'placeholder'].map((name) => one.getAttribute(name) || '')),
].join('\n'))
async function read(page) {
  const found = (await words(page)).match(jargon)
  if (found) seen.jargon.push(`${page.url()}: ${found[0]}`)
}

// A hand: what it presses and what it types is counted.
const hand = (page, press) => {
  const done = { presses: 0, letters: 0 }
  const click = async (what) => {
    await page.waitForLoadState()  // its scripts are there, and all that is read
    await what.waitFor?.()
    await read(page)
    done.presses += 1
    await (press === 'tap' ? what.tap() : what.click())
  }
  const type = async (what, text) => {
    if (press === 'tap') await click(what)
    done.letters += text.length
    await what.fill(text)
  }
  const day = async (what, date) => {  // day, month and year, without what stands between
    if (press === 'tap') await click(what)
    done.letters += date.replace(/\D/g, '').length
    await what.fill(date)
  }
  return { done, click, type, day }
}
const path = (page) => new URL(page.url()).pathname.split('/ecrire/')[1]
const listed = (address) => readFileSync(`${job.content}/${decodeURIComponent(address.split('/ecrire/')[1])}`, 'utf8')
const file = (page) => listed(new URL(page.url()).pathname)
const online = async (page) => {
  for (let tries = 0; ; tries += 1) {
    await page.goto(`${top}enligne`)
    const said = await words(page)
    if (/C’est en ligne/.test(said) && /En ligne, vérifié à/.test(said) && /Tout ce qui est publié est en ligne/.test(said)) return true
    if (tries > 60 || !/en cours/.test(said)) return said
    await new Promise((done) => setTimeout(done, 1000))
  }
}
const ask = async (address) => {
  const answer = await fetch(`${job.public}/${address}`)
  return answer.ok ? answer.text() : `${answer.status}`
}

// An idea, on every channel.
const TEXT = 'Soixante artisans, des châtaignes et un chœur d’enfants sous la halle.'
async function event(page, title) {
  const { done, click, type, day } = hand(page)
  const named = (name) => page.locator(`[name="${name}"]`)
  const chooses = page.waitForEvent('filechooser', { timeout: 60000 })  // from before it can come
  await click(page.getByRole('link', { name: 'Événement' }).first())
  await type(named('titre'), title)
  await click(page.locator('label.media__file').first())
  done.presses += 1  // in the window of the system
  await (await chooses).setFiles(job.photo)
  await page.waitForFunction(() => document.querySelector('[name=image]').value)
  await type(named('alt'), 'Un étal de bougies, le soir')
  await click(page.locator('.dates').getByText('Plusieurs dates', { exact: true }))
  await day(named('creneaux.0.debut.jour'), '2090-12-12')
  await day(named('creneaux.0.debut.heure'), '10:00')
  await click(page.locator('.of-many').getByRole('button', { name: 'Ajouter une date' }))
  await day(named('creneaux.1.debut.jour'), '2091-01-01')
  await day(named('creneaux.1.debut.heure'), '10:00')
  await click(page.locator('#c-lieu-champ').getByText('Un lieu connu', { exact: true }))
  done.presses += 1  // opens the list
  await click({ click: () => named('lieu.id').selectOption({ label: 'La halle' }) })
  await click(page.locator('.field--prices').first().getByText('Un prix', { exact: true }))
  await type(page.locator('.field--prices .when-un input').first(), '5')
  await type(named('_texte'), TEXT)
  await click(page.locator('.save').getByRole('button', { name: 'Publier' }))
  await page.locator('.done').waitFor()
  seen.files.mouse = file(page)
  seen.event = path(page)
  return { done, click }
}
process.on('uncaughtException', async (error) => {  // what was on the screen tells why
  const page = pages.at(-1)
  console.error(error, JSON.stringify({ ...seen, requests: [] }), page && page.url(), page && (await words(page)).slice(0, 900))
  process.exit(1)
})
const page = await begin({})
{
  const { done, click } = await event(page, 'Marché du matin')
  await click(page.locator('.done').getByRole('link', { name: 'Mettre en ligne' }))
  await click(page.locator('main').getByRole('button', { name: 'Mettre en ligne' }))
  await page.locator('.release:not(.release--on)').waitFor({ timeout: 60000 })
  seen.online = await online(page)
  if (seen.online !== true) throw new Error('not online')
  await read(page)
  seen.counts.event = done
  seen.public = (await ask(seen.event.replace('.md', '/'))).includes('Marché du matin')
}


// One date of a series, from the first page.
{
  const { done, click } = hand(page)
  await page.goto(top)
  await click(page.getByRole('link', { name: 'Lecture du jeudi' }).first())
  await click(page.getByRole('link', { name: 'Annuler', exact: true }))
  await click(page.locator('.choices--dates .tick').nth(1))
  await click(page.getByRole('button', { name: 'Confirmer' }))
  await page.locator('.done').waitFor()
  await read(page)
  seen.counts.series = done
  seen.files.series = file(page)
}

// An alert, from a phone: each field is touched before it is typed in.
const phone = await begin({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
{
  const { done, click, type, day } = hand(phone, 'tap')
  await click(phone.getByRole('link', { name: 'Alerte', exact: true }).first())
  await click(phone.getByText('Urgence', { exact: true }))
  await type(phone.getByLabel('Titre'), 'Eau coupée rue du Lac')
  await type(phone.locator('[name=_texte]'), 'Des bouteilles à la halle.')
  await day(phone.locator('[name="fin.jour"]'), '2090-12-12')
  await click(phone.getByRole('button', { name: 'Publier et mettre en ligne' }))
  await phone.locator('.release:not(.release--on)').waitFor({ timeout: 60000 })
  seen.counts.alert = done
  seen.files.alert = listed(await phone.getByRole('link', { name: 'Eau coupée rue du Lac', exact: true }).getAttribute('href'))
  seen.alertOnline = await online(phone)
  if (seen.alertOnline !== true) throw new Error('not online')
  seen.alert = (await ask('')).includes('Eau coupée rue du Lac')
  await read(phone)
}
{
  const { done, click } = hand(phone, 'tap')
  await phone.goto(`${top}alerte`)
  await click(phone.getByRole('button', { name: 'Lever : Eau coupée rue du Lac' }))
  await phone.locator('.done').waitFor()
  seen.counts.lifted = done
  seen.files.lifted = file(phone)
}

// By the keyboard alone: each stop is seen, comes after the one before, and lets go.
const keyed = await begin({})
async function stop(back = false) {
  await keyed.waitForLoadState()
  await keyed.evaluate(async () => {  // nothing moves any more
    for (const image of document.images) if (image.loading !== 'lazy' && image.src) await image.decode().catch(() => {})
  })
  await keyed.keyboard.press(back ? 'Shift+Tab' : 'Tab')
  const at = await keyed.evaluate(() => {
    const one = document.activeElement
    const seenAt = [one, one.closest('label'), one.closest('.one-of label'), one.nextElementSibling].filter(Boolean)
    const isSeen = seenAt.some((spot) => {
      const style = getComputedStyle(spot)
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
    })
    const box = one.getBoundingClientRect()
    const isThere = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
    const before = window.stopBefore
    const comesAfter = !before || before === one || !before.isConnected || Boolean(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
    window.stopBefore = one
    return { what: `${one.tagName} ${one.name || one.textContent.trim().slice(0, 40)}`, isBody: one === document.body, isSeen, isThere, comesAfter }
  })
  if (at.isBody) return at
  if (!at.isSeen || !at.isThere || (!back && !at.comesAfter)) seen.stops.push(`${new URL(keyed.url()).pathname} ${JSON.stringify(at)}`)
  return at
}
async function reach(selector, text = '') {
  for (let stops = 0; stops < 150; stops += 1) {
    const isThere = await keyed.evaluate(([css, said]) => document.activeElement.matches(css) && (!said || document.activeElement.textContent.includes(said)), [selector, text])
    if (isThere) return
    await stop()
  }
  throw new Error(`no key leads to ${selector} ${text}`)
}
async function follow(selector, text = '') {  // to another page
  await reach(selector, text)
  const gone = keyed.waitForNavigation()
  await keyed.keyboard.press('Enter')
  await gone
}
const keys = (text) => keyed.keyboard.type(text)
{
  const chooses = keyed.waitForEvent('filechooser', { timeout: 60000 })  // from before it can come
  await follow('.begin a', 'Événement')
  await reach('[name=titre]')
  await keys('Marché du clavier')
  await reach('.media__input:not(.media__shoot)')
  await keyed.keyboard.press('Enter')
  await (await chooses).setFiles(job.photo)
  await keyed.waitForFunction(() => document.querySelector('[name=image]').value)
  seen.known = await keyed.locator('[name=alt]').inputValue()  // the picture is that of the other walk: so are its words
  await reach('[name=_dates]')
  await keyed.keyboard.press('ArrowRight')
  await reach('[name="creneaux.0.debut.jour"]')
  await keys('12122090')
  await reach('[name="creneaux.0.debut.heure"]')
  await keys('1000a')  // « a »: a Chromium that speaks English asks whether it is the morning
  await reach('[data-ajouter=creneaux]')
  await keyed.keyboard.press('Enter')
  await keyed.evaluate('window.stopBefore = document.activeElement')  // it is led to the new date
  await reach('[name="creneaux.1.debut.jour"]')
  await keys('01012091')
  await reach('[name="creneaux.1.debut.heure"]')
  await keys('1000a')  // « a »: a Chromium that speaks English asks whether it is the morning
  await reach('[name="lieu.sorte"]')
  await keyed.keyboard.press('ArrowRight')
  await reach('[name="lieu.id"]')
  await keys('La halle')
  await reach('.field--prices [type=radio]')
  await keyed.keyboard.press('ArrowRight')
  await keyed.keyboard.press('ArrowRight')
  await reach('.field--prices .when-un input')
  await keys('5')
  await reach('[name=_texte]')
  await keys(TEXT)
  await stop()
  await stop(true)
  seen.backInText = await keyed.evaluate('document.activeElement.name')
  await follow('[name=_faire]', 'Publier')
  await keyed.locator('.done').waitFor()
  seen.files.keyboard = file(keyed)
  await keyed.goto(`${top}ecrire/agenda/lecture.md`)
  await follow('.acts a', 'Annuler')
  await reach('[name=date]')
  await keyed.keyboard.press('ArrowDown')
  await keyed.keyboard.press('ArrowDown')
  await follow('[name=_faire]', 'Confirmer')
  await keyed.locator('.done').waitFor()
  seen.files.seriesKeyboard = file(keyed)
  await follow('nav a', 'Alerte')
  await keyed.evaluate('window.stopBefore = null')
  await reach('[name=niveau]')
  for (let turns = 0; turns < 5 && await keyed.evaluate('document.activeElement.value') !== 'urgence'; turns += 1) await keyed.keyboard.press('ArrowDown')
  await reach('[name=titre]')
  await keys('Eau coupée au clavier')
  await reach('[name=_texte]')
  await keys('Des bouteilles à la halle.')
  await reach('[name="fin.jour"]')
  await keys('12122090')
  await follow('[name=_faire]', 'Publier seulement')
  await keyed.locator('.done').waitFor()
  seen.files.alertKeyboard = file(keyed)
}

// Without JavaScript.
const plain = await begin({ javaScriptEnabled: false })
{
  const named = (name) => plain.locator(`[name="${name}"]`)
  const button = (name) => plain.locator('main').getByRole('button', { name, exact: true }).first()
  await plain.getByRole('link', { name: 'Événement' }).first().click()
  await named('titre').fill('Marché sans script')
  await plain.locator('.media__input:not(.media__shoot)').first().setInputFiles(job.photo)
  await named('alt').fill('Un étal de bougies, le soir')
  await plain.locator('.dates').getByText('Plusieurs dates', { exact: true }).click()
  await named('creneaux.0.debut.jour').fill('2090-12-12')
  await named('creneaux.0.debut.heure').fill('10:00')
  await plain.locator('.of-many').getByRole('button', { name: 'Ajouter une date' }).click()
  await named('creneaux.1.debut.jour').fill('2091-01-01')
  await named('creneaux.1.debut.heure').fill('10:00')
  await plain.locator('#c-lieu-champ').getByText('Un lieu connu', { exact: true }).click()
  await named('lieu.id').selectOption({ label: 'La halle' })
  await plain.locator('.field--prices').first().getByText('Un prix', { exact: true }).click()
  await plain.locator('.field--prices .when-un input').first().fill('5')
  await named('_texte').fill(TEXT)
  await button('Publier').click()
  await plain.locator('.done').waitFor()
  seen.files.plain = file(plain)
  await plain.goto(`${top}ecrire/agenda/lecture.md`)
  await plain.getByRole('link', { name: 'Annuler', exact: true }).click()
  await plain.locator('.choices--dates .tick').nth(3).click()
  await button('Confirmer').click()
  await plain.locator('.done').waitFor()
  seen.files.seriesPlain = file(plain)
  await plain.goto(`${top}alerte`)
  await plain.getByText('Urgence', { exact: true }).click()
  await plain.getByLabel('Titre').fill('Eau coupée sans script')
  await named('_texte').fill('Des bouteilles à la halle.')
  await named('fin.jour').fill('2090-12-12')
  await button('Publier seulement').click()
  await plain.locator('.done').waitFor()
  seen.files.alertPlain = file(plain)
  await plain.locator('.done').getByRole('link', { name: 'Mettre en ligne' }).click()
  await button('Mettre en ligne').click()
  const isOn = async () => {
    await plain.waitForLoadState()
    return plain.locator('.release--on').count()
  }
  for (let tries = 0; tries < 120 && await isOn(); tries += 1) {
    await new Promise((done) => setTimeout(done, 500))
    await plain.getByRole('link', { name: 'Actualiser' }).click()
  }
  seen.plainOnline = await online(plain)
  const home = await ask('')
  seen.alertsOnline = ['Eau coupée sans script', 'Eau coupée au clavier', 'Eau coupée rue du Lac'].map((title) => home.includes(title))
}

// What is typed and not saved is there again, whatever becomes of the tab.
{
  await page.goto(`${top}ecrire/${seen.event}`)
  seen.live = await page.locator('.next li').first().textContent()
  await page.locator('.save').getByRole('button', { name: 'Voir ce qui sort' }).click()
  await page.locator('#sortie').waitFor()
  await judge(page, 'outgoing')
  const judged = page.waitForResponse((answer) => answer.url().includes('/verifier/'))  // from before it can come
  await page.getByLabel('Résumé', { exact: false }).first().fill('À ne pas perdre')
  await judged
  const address = page.url().split(/[?#]/)[0]
  await page.close()
  const again = await page.context().newPage()
  await again.goto(address)
  await judge(again, 'left')
  await again.getByRole('link', { name: 'Reprendre ce texte' }).click()
  seen.again = await again.getByLabel('Résumé', { exact: false }).first().inputValue()
  await again.getByLabel('Titre', { exact: false }).first().fill('')
  await again.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await again.locator('.summary').waitFor()
  await judge(again, 'refused')
  seen.focus = await again.evaluate('document.activeElement.className')

  // Every page that no other run looks at: light, dark, narrow, in the colours of the system, with letters twice as large.
  seen.pages = []
  await again.goto(`${top}ecrire/agenda/`)
  seen.offered = await again.locator('.left').count()
  await new Promise((done) => setTimeout(done, 300))
  for (const name of job.pages) {
    const answer = await again.goto(top + name)
    seen.pages.push(answer.status())
    await read(again)
    await judge(again, name)
    await again.evaluate('document.documentElement.style.setProperty("font-size", "200%", "important")')
    await narrow(again, `${name} 200 %`)
    await again.emulateMedia({ forcedColors: 'active' })
    await again.keyboard.press('Tab')
    if (await again.evaluate('getComputedStyle(document.activeElement).outlineStyle') === 'none') seen.stops.push(`${name}: forced colours`)
    await again.emulateMedia({ forcedColors: 'none' })
  }
}
await finish()
