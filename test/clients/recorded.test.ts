import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { parse, validate } from 'graphql'

import { buildSchema } from '../../emulator/graphql/build-schema.ts'
import { loadPolicy } from '../../emulator/load-policy.ts'
import { send, steady, tokenFor } from '../ask.ts'
import { runSandbox, sample } from '../running-sandbox.ts'

/** What a client sent, one request after the other, and all that it has to hear. */
interface Recording {
  readonly client: string
  /** The definition that the client was made for; the sample unless named. */
  readonly definition?: string
  /** Who is signed in, where the definition has no personas beside it. */
  readonly personas?: string
  readonly headers: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

interface Step {
  readonly title: string
  readonly persona: string
  readonly request: { readonly query: string; readonly variables?: object }
  /** Absent of subscriptions and of operations whose handler is not there: then the document has to be valid, no more. */
  readonly answer?: object
}

const folder = join(import.meta.dirname, 'recorded')
const recordings = readdirSync(folder).map((name): Recording => {
  const recording: Recording = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  return recording
})

test('there are recordings of every client, the JavaScript and the Flutter one also of a rich schema', () => {
  const clients = recordings.map(({ client }) => client).toSorted()

  assert.deepEqual(clients, [
    'amplify-android',
    'amplify-swift',
    'amplify_flutter',
    'amplify_flutter',
    'aws-amplify 6.22.1',
    'aws-amplify 6.22.1',
  ])
})

for (const { client, definition = sample, personas, headers, steps } of recordings) {
  test(`${client} hears of ${definition} what it would hear from AppSync`, async (t) => {
    const options = personas === undefined ? [] : ['--personas', personas]
    const sandbox = await runSandbox(t, [definition, ...options])

    for (const { title, persona, request, answer } of steps) {
      if (answer === undefined) continue
      const authorization = await tokenFor(sandbox, { persona })
      await t.test(title, async () => {
        const { status, body } = await send(sandbox.ready.graphql, {
          method: 'POST',
          headers: { ...headers, authorization },
          body: JSON.stringify(request),
        })

        assert.deepEqual([status, steady(body)], [200, steady(answer)])
      })
    }
  })

  test(`the documents of ${client} that are not asked fit the schema of ${definition}`, async () => {
    const loaded = await loadPolicy(definition)
    const neverAsked = () => Promise.reject(new Error('documents are validated, not run'))
    const schema = buildSchema(loaded.definition, loaded.policy, neverAsked)
    const documents = steps
      .filter(({ answer }) => answer === undefined)
      .map(({ request }) => parse(request.query))

    assert.deepEqual(
      documents.flatMap((document) => validate(schema, document)),
      [],
    )
  })
}
