import { readFileSync } from 'node:fs'

import { Amplify } from 'aws-amplify'
import { decodeJWT } from 'aws-amplify/auth'

import { untypedClient } from './untyped-client.ts'

/** Run as a process of its own, for Node reads NODE_EXTRA_CA_CERTS at its start: prints what the client answers. */
const [file = '', token = ''] = process.argv.slice(2)
const getTokens = () => Promise.resolve({ accessToken: decodeJWT(token) })
const outputs: Parameters<typeof Amplify.configure>[0] = JSON.parse(readFileSync(file, 'utf8'))
Amplify.configure(outputs, { Auth: { tokenProvider: { getTokens } } })

const { data, errors } = await untypedClient()('Note.list', [{ selectionSet: ['title'] }])
process.stdout.write(JSON.stringify({ data, errors }))
