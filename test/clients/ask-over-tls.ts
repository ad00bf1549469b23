import { readFileSync } from 'node:fs'

import { Amplify } from 'aws-amplify'
import { decodeJWT } from 'aws-amplify/auth'
import { generateClient } from 'aws-amplify/data'
import { WebSocket } from 'ws'

import { callMethod } from './untyped-client.ts'

/**
 * Run as a process of its own, for Node reads NODE_EXTRA_CA_CERTS at its start: prints what the client answers to a list, and to a
 * create what it then hears of it; or the errors of the list alone.
 */
const [file = '', token = ''] = process.argv.slice(2)
const getTokens = () => Promise.resolve({ accessToken: decodeJWT(token) })
const outputs: Parameters<typeof Amplify.configure>[0] = JSON.parse(readFileSync(file, 'utf8'))
Amplify.configure(outputs, { Auth: { tokenProvider: { getTokens } } })
// Node 20 has none of its own.
Object.assign(globalThis, { WebSocket })

const client: object = generateClient({ authMode: 'oidc' })
const { data, errors } = await callMethod(
  client,
  ['models', 'Note', 'list'],
  [{ selectionSet: ['title'] }],
)
const heard = errors === undefined ? await hearOfCreate() : undefined
process.stdout.write(JSON.stringify({ data, errors, heard }), () => process.exit())

interface Observable {
  subscribe(observer: { next: (item: unknown) => void; error: (error: unknown) => void }): unknown
}

function hearOfCreate(): Promise<unknown> {
  const query = 'subscription { onCreateNote { title owner } }'
  const observable: Observable = Object(client).graphql({ query })
  return new Promise((resolve, reject) => {
    observable.subscribe({ next: resolve, error: reject })
    const timer = setInterval(create, 200)
    setTimeout(() => clearInterval(timer), 10_000).unref()
  })
}

function create(): void {
  void callMethod(client, ['models', 'Note', 'create'], [{ title: 'over TLS' }])
}
