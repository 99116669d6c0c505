// axe over pages as they are seen, without its dearest part twice: to judge the contrast of a text takes most of what axe
// does, and a text that looks exactly as one that has passed at that width passes, too.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const FRENCH = JSON.parse(readFileSync(require.resolve('axe-core/locales/fr.json'), 'utf8'))
const passed = new Set()  // looks, each with the width it was seen at

// In a page: teaches axe to pass, of `color-contrast`, what looks as what has passed, and to remember what passes.
function teach(french) {
  axe.configure({ locale: french })
  const rule = axe._audit.rules.find(({ id }) => id === 'color-contrast'), check = axe._audit.checks['color-contrast']
  const { matches } = rule, { evaluate } = check
  const texts = { looks: new Map(), passed: new Set() }
  window.textsOfPage = texts
  rule.matches = (node) => texts.looks.has(node)
  check.evaluate = function (node, options, virtual, ...more) {
    const look = texts.looks.get(node)
    if (texts.passed.has(look) || !matches(node, virtual, ...more)) return true
    let found
    const answer = evaluate.call({ ...this, data: (value) => { found = value; this.data(value) } }, node, options, virtual, ...more)
    // What is hidden passes, too, and says nothing of the others.
    if (answer === true && found.contrastRatio > 1 && !found.messageKey) texts.passed.add(look)
    return answer
  }
}

// In a page: whatever has words of its own or is typed in, and how each looks: its colours and letters, what every element
// around it is and paints, and what else stands beside those. Not which page it is on: the rest says what that changes.
function look() {
  const chains = new Map([[null, '']])
  const chain = (one) => {
    if (!chains.has(one)) {
      const style = getComputedStyle(one), around = one.parentElement
      const beside = around?.closest('body *') ? [...new Set(Array.from(around.children, (other) => `${other.localName}.${other.className}`))] : []
      chains.set(one, digest([
        chain(around), one.localName, one !== document.body && one.getAttribute('class'), one.getAttribute('style'), beside,
        style.backgroundColor, style.backgroundImage, style.opacity, style.position, style.zIndex, style.filter, style.mixBlendMode,
      ].join('\n')))
    }
    return chains.get(one)
  }
  const digest = (text) => {  // cyrb53
    let high = 0xdeadbeef, low = 0x41c6ce57
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      high = Math.imul(high ^ code, 2654435761)
      low = Math.imul(low ^ code, 1597334677)
    }
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
    return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36)
  }
  const found = [...document.querySelectorAll('body, body *')].filter((one) =>
    /^(?:input|select|textarea)$/.test(one.localName) || Array.prototype.some.call(one.childNodes, (node) => node.nodeType === 3 && node.data.trim()))
  window.textsOfPage.all = found
  return found.map((one) => {
    const style = getComputedStyle(one)
    const letters = [style.fontSize, style.fontWeight, style.textShadow, style.webkitTextStrokeWidth, style.textIndent]
    return digest([chain(one), style.color, ...letters].join('\n'))
  })
}

// What axe finds wrong on a page as it stands: [{id, help, where}]. options: its own.
export async function judged(page, options) {
  if (!(await page.evaluate('"axe" in window'))) {
    await page.evaluate(SOURCE)
    await page.evaluate(teach, FRENCH)
  }
  const width = page.viewportSize().width
  const looks = (await page.evaluate(look)).map((one) => `${width} ${one}`)
  const { violations, good } = await page.evaluate(async ([said, looks, known]) => {
    const texts = window.textsOfPage
    texts.looks = new Map(looks.flatMap((one, index) => (known[index] ? [] : [[texts.all[index], one]])))
    texts.passed = new Set()
    const { violations } = await axe.run(document, { resultTypes: ['violations'], ...said })
    return {
      violations: violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html.slice(0, 160)) })),
      good: [...texts.passed],
    }
  }, [options, looks, looks.map((one) => passed.has(one))])
  for (const one of good) passed.add(one)
  return violations
}
