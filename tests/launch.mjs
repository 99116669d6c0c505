// A Chromium for those who look once at each thing.
import { chromium } from 'playwright-core'

const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []  // Chromium refuses its sandbox to root
// Nothing runs long enough in a page for what a compiler takes to be won back: without one, axe costs a sixth less.
const COMPILERS = '--js-flags=--no-maglev --no-turbofan'

// executablePath: the browser's file. args, env…: as playwright's own.
export const launch = ({ args = [], ...options }) => chromium.launch({ args: [...sandbox, COMPILERS, ...args], ...options })
