// A server of AT Protocol on 127.0.0.1 with one account, and the directory of identities that it asks. Says where it is
// and what opens the account, in one line of JSON.
import fs from 'node:fs'
import http from 'node:http'
import { registerHooks } from 'node:module'

// What another small package stands for (`overrides`): nothing is compiled, and nothing is kept at Amazon.
const own = {
  'better-sqlite3': new URL('sqlite.mjs', import.meta.url).href,
  '@atproto/aws': 'data:text/javascript,export class KmsKeypair {}; export class S3BlobStore {}'
}
registerHooks({
  resolve: (name, context, next) => name in own ? { url: own[name], shortCircuit: true } : next(name, context)
})
const { PDS, envToCfg, envToSecrets } = await import('@atproto/pds')

const [folder] = process.argv.slice(2)
const identities = new Map()
const directory = http.createServer((request, response) => {
  const [did, part] = request.url.split('/').slice(1).map(decodeURIComponent)
  if (request.method === 'POST') {
    let body = ''
    request.on('data', data => { body += data })
    request.on('end', () => { identities.set(did, JSON.parse(body)); response.end('{}') })
    return
  }
  const known = identities.get(did)
  response.statusCode = known ? 200 : 404
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(!known ? {} : part === 'data' ? { did, ...known } : document(did, known)))
})

function document (did, known) {
  const methods = Object.entries(known.verificationMethods).map(([name, key]) => ({
    id: `${did}#${name}`, type: 'Multikey', controller: did, publicKeyMultibase: key.replace('did:key:', '')
  }))
  const services = Object.entries(known.services).map(([name, one]) => ({
    id: `#${name}`, type: one.type, serviceEndpoint: one.endpoint
  }))
  return { id: did, alsoKnownAs: known.alsoKnownAs, verificationMethod: methods, service: services }
}

await new Promise(resolve => directory.listen(0, '127.0.0.1', resolve))
const free = await new Promise(resolve => {
  const probe = http.createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)) })
})
const settings = {
  devMode: true,
  port: free,
  hostname: 'localhost',
  dataDirectory: folder,
  blobstoreDiskLocation: `${folder}/blobs`,
  didPlcUrl: `http://127.0.0.1:${directory.address().port}`,
  inviteRequired: false,
  serviceHandleDomains: ['.test'],
  jwtSecret: 'x'.repeat(32),
  adminPassword: 'admin',
  plcRotationKeyK256PrivateKeyHex: '11'.repeat(32),
  disableSsrfProtection: true,
  bskyAppViewUrl: 'http://127.0.0.1:9',
  bskyAppViewDid: 'did:example:nobody'
}
fs.mkdirSync(`${folder}/blobs`, { recursive: true })
const server = await PDS.create(envToCfg(settings), envToSecrets(settings))
await server.start()
const url = `http://localhost:${free}`

async function ask (method, said, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(`${url}/xrpc/${method}`, { method: 'POST', headers, body: JSON.stringify(said) })
  if (!answer.ok) throw new Error(`${method}: ${await answer.text()}`)
  return answer.json()
}

const account = { handle: 'interco.test', email: 'interco@exemple.fr', password: 'mot-de-passe-du-compte' }
const { accessJwt, did } = await ask('com.atproto.server.createAccount', account)
const opened = await ask('com.atproto.server.createAppPassword', { name: 'tambour' }, accessJwt)
console.log(JSON.stringify({ url, did, ...account, appPassword: opened.password }))
