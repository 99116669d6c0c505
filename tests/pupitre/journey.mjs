// Chromium goes through the pupitre as an agent does: it writes an event, publishes it, cancels a date, sends an alert.
// stdin: {"chromium", "base": address of the server, "key": of the pupitre}
// stdout: what it saw, as one JSON object.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const job = JSON.parse(readFileSync(0, 'utf8'))
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []  // Chromium refuses its sandbox to root
const browser = await chromium.launch({ executablePath: job.chromium, args: sandbox })
const seen = { faults: [], wide: [], requests: [], errors: [], clicks: 0 }
const top = `${job.base}/pupitre/`

async function begin(options) {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.on('request', (request) => seen.requests.push(request.url()))
  page.on('pageerror', (error) => seen.errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && seen.errors.push(message.text()))
  await page.goto(`${top}?cle=${job.key}`)
  return page
}

async function judge(page, name) {
  // All rules once; in the dark those of colours, on the narrowest screen that of targets: the others see no difference.
  const views = [[1280, 'light', {}], [1280, 'dark', { runOnly: ['color-contrast'] }], [320, 'light', { runOnly: ['target-size'] }]]
  for (const [width, colorScheme, rules] of views) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    const found = await page.evaluate(`${AXE}; axe.run(document, ${JSON.stringify({ iframes: false, ...rules })})`)
    for (const { id, nodes } of found.violations) {
      seen.faults.push(`${name} ${width} ${colorScheme}: ${id} ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`)
    }
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    if (over > 0) seen.wide.push(`${name} ${width}: ${over}`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}

const click = async (page, what) => {
  seen.clicks += 1
  await what.click()
}

const page = await begin({})
await judge(page, 'week')
await click(page, page.getByRole('link', { name: 'Événement' }).first())
await page.getByLabel('Titre', { exact: false }).first().fill('Marché de Noël')
await click(page, page.getByText('Plusieurs dates', { exact: true }))
const dates = page.locator('.of-many')
await dates.getByLabel('Jour').first().fill('2026-12-12')
await dates.getByLabel('Heure').first().fill('10:00')
await click(page, dates.getByRole('button', { name: 'Ajouter une date' }))
await page.locator('[name="creneaux.1.debut.jour"]').fill('2026-12-13')
await page.locator('[name="creneaux.1.debut.heure"]').fill('10:00')
seen.live = await page.locator('.next li').first().textContent({ timeout: 5000 })
await click(page, page.locator('#c-lieu-champ').getByText('Ailleurs', { exact: true }))
await page.locator('[name="lieu.nom"]').fill('La halle')
await click(page, page.getByText('Gratuit', { exact: true }))
await page.locator('[name=_texte]').fill('Soixante artisans.')
await judge(page, 'event')
await click(page, page.getByRole('button', { name: 'Voir ce qui sort' }))
await page.locator('#sortie').waitFor()
await judge(page, 'outgoing')
await click(page, page.getByRole('button', { name: 'Publier' }))
await page.locator('.done').waitFor()
seen.written = { clicks: seen.clicks, address: page.url(), title: await page.locator('h1').textContent() }

seen.clicks = 0
await click(page, page.getByRole('link', { name: 'Annuler', exact: true }))
await page.getByRole('tab').first().waitFor()
seen.told = await page.getByRole('tab').allTextContents()
await judge(page, 'act')
await click(page, page.locator('#agit').getByText('dimanche 13'))
await click(page, page.getByRole('button', { name: 'Confirmer' }))
await page.locator('.done').waitFor()
seen.cancelled = { clicks: seen.clicks }

// What is typed and not saved is there again, whatever becomes of the tab.
const judged = page.waitForResponse((answer) => answer.url().includes('/verifier/'))  // from before it can come
await page.getByLabel('Résumé', { exact: false }).first().fill('À ne pas perdre')
await judged
const address = page.url().split('?')[0]
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
for (const [name, path] of [['contents', 'contenus/'], ['kinds', 'ecrire/'], ['place', 'ecrire/lieux/'], ['letter', 'ecrire/lettres/']]) {
  await again.goto(top + path)
  await judge(again, name)
}
await again.context().close()

const phone = await begin({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
seen.clicks = 0
await phone.goto(`${top}alerte`)
await click(phone, phone.getByText('Urgence', { exact: true }))
await phone.getByLabel('Titre').fill('Eau coupée')
await phone.locator('[name="fin.jour"]').fill('2026-12-02')
await click(phone, phone.getByRole('button', { name: 'Publier l’alerte' }))
await phone.locator('.done').waitFor()
seen.alert = { touches: seen.clicks }
await phone.goto(`${top}alerte`)
await judge(phone, 'alert')
seen.requests = [...new Set(seen.requests.filter((url) => !url.startsWith(job.base) && !url.startsWith('data:')))]
await browser.close()
console.log(JSON.stringify(seen))
