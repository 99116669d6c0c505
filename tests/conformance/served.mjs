// A folder of files as if it were on the web: what lies under `url` is answered from `root`, everything else is refused.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

function fileAt({ root, url }, address) {
  const path = decodeURIComponent(address.slice(url.length).split(/[?#]/)[0])
  const file = join(root, path.endsWith('/') || path === '' ? path + 'index.html' : path)
  return existsSync(file) && statSync(file).isFile() ? file : null
}

// headers: beside those of the file's type.
export async function served(site, route, headers = {}) {
  const address = route.request().url()
  if (!address.startsWith(site.url + '/')) return route.abort()
  const file = fileAt(site, address)
  return file ? route.fulfill({ path: file, headers }) : route.fulfill({ status: 404, body: '' })
}
