import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { send, steady, tokenFor } from '../ask.ts'
import { runSandbox } from '../running-sandbox.ts'

/** What a client sent, one request after the other, and all that it has to hear. */
interface Recording {
  readonly client: string
  readonly headers: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

interface Step {
  readonly title: string
  readonly persona: string
  readonly request: object
  readonly answer: object
}

const folder = join(import.meta.dirname, 'recorded')
const recordings = readdirSync(folder).map((name): Recording => {
  const recording: Recording = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  return recording
})

test('there are recordings of the JavaScript and the Flutter client', () => {
  const clients = recordings.map(({ client }) => client).toSorted()

  assert.deepEqual(clients, ['amplify_flutter', 'aws-amplify 6.22.1'])
})

for (const { client, headers, steps } of recordings) {
  test(`${client} hears what it would hear from AppSync`, async (t) => {
    const sandbox = await runSandbox(t)

    for (const { title, persona, request, answer } of steps) {
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
}
