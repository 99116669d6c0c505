// A video of another host, in Chromium. stdin: {"chromium", "html", "policy"}; stdout: what was asked for, and shown.
import { readFileSync } from 'node:fs'
import { launch } from '../launch.mjs'

const job = JSON.parse(readFileSync(0, 'utf8'))
const browser = await launch({ executablePath: job.chromium })
const seen = {}
const visit = async (name, policy, scripted = true) => {
  const page = await (await browser.newContext({ javaScriptEnabled: scripted })).newPage()
  const asked = []
  await page.route('**/*', (route) => {
    const url = route.request().url()
    if (url === 'http://site.exemple/') return route.fulfill({ contentType: 'text/html; charset=utf-8', headers: policy ? { 'Content-Security-Policy': policy } : {}, body: job.html })
    if (!url.startsWith('http://site.exemple/')) asked.push(url)
    return route.fulfill({ contentType: 'text/html', body: '<p>lecteur</p>' })
  })
  await page.goto('http://site.exemple/')
  const before = [...asked]
  const button = page.locator('.recording__ask button')
  seen[name] = { before, button: await button.isVisible() }
  if (scripted) {
    await button.focus()
    await page.keyboard.press('Enter')
    await (policy ? page.locator('.recording__ask[role=status]') : page.frameLocator('iframe').locator('p')).waitFor()
    Object.assign(seen[name], {
      asked,
      title: await page.evaluate(() => document.querySelector('iframe')?.title ?? ''),
      said: await page.locator('.recording__ask').textContent(),
      focus: await page.evaluate(() => document.activeElement.tagName),
    })
  }
  await page.close()
}
await visit('allowed', '')
await visit('blocked', job.policy)
await visit('unscripted', '', false)
console.log(JSON.stringify(seen))
await browser.close()
