import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

import { Amplify } from 'aws-amplify'
import { decodeJWT } from 'aws-amplify/auth'

import { steady, tokenFor } from '../ask.ts'
import { newFolder, runSandbox } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

/** Signs in as somebody: the request is the body of `POST /sandbox/tokens`. */
export type SignIn = (request: object) => Promise<void>

/** Configures the real library by the file that a sandbox of this definition wrote; it is signed in as whom the test says. */
export async function configureAmplify(t: TestContext, definition: string): Promise<SignIn> {
  const folder = newFolder(t)
  const sandbox = await runSandbox(t, [definition, '--data', folder])
  return configureAmplifyFor(sandbox, folder)
}

/** The same for a sandbox that runs already, with its data in the folder. */
export function configureAmplifyFor(sandbox: RunningSandbox, folder: string): SignIn {
  const outputs: Parameters<typeof Amplify.configure>[0] = JSON.parse(
    readFileSync(join(folder, 'amplify_outputs.json'), 'utf8'),
  )
  let token = ''
  const getTokens = () => Promise.resolve({ accessToken: decodeJWT(token) })
  Amplify.configure(outputs, { Auth: { tokenProvider: { getTokens } } })
  return async (request) => {
    token = await tokenFor(sandbox, request)
  }
}

/** What `shown` makes of the timestamps of an item. */
export const times: Readonly<Record<'createdAt' | 'updatedAt', string>> = {
  createdAt: '<time>',
  updatedAt: '<time>',
}

/** The parts of a result that an app looks at, without what differs from run to run. */
export function shown({ data, errors }: { data: unknown; errors?: unknown }): unknown {
  const plain: unknown = JSON.parse(JSON.stringify({ data, errors }))
  return steady(plain)
}

/** A refused root field, as the client hands it on. */
export function denial(field: string, type: 'Query' | 'Mutation', data: unknown): unknown {
  const error = {
    path: [field],
    data: null,
    errorType: 'Unauthorized',
    errorInfo: null,
    locations: [{ line: 2, column: 3, sourceName: null }],
    message: `Not Authorized to access ${field} on type ${type}`,
  }
  return { data, errors: [error] }
}
