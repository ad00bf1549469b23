import { readFields, readFlag, readOneOf, RequestError } from '../issuer/request-error.ts'
import { signingAlgorithms } from '../issuer/signing-key.ts'
import type { SigningKeys } from '../issuer/signing-keys.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import type { Route } from './route.ts'

const path = /^\/sandbox\/keys$/
const onePath = /^\/sandbox\/keys\/[^/]+$/

/** `GET` lists the issuer's keys, `POST` makes a new one sign, `DELETE /sandbox/keys/{kid}` takes an older one out of the key set. */
export function keyRoutes(keys: SigningKeys): readonly Route[] {
  const show = (): object => ({ keys: keys.list() })
  return [
    { method: 'GET', path, takesBody: false, answer: () => ({ body: show() }) },
    {
      method: 'POST',
      path,
      takesBody: true,
      answer: async ({ body }) => {
        await rotate(keys, body)
        return { status: 201, body: show() }
      },
    },
    {
      method: 'DELETE',
      path: onePath,
      takesBody: false,
      answer: async (call) => {
        await remove(keys, call.path.replace(/^.*\//, ''))
        return { body: show() }
      },
    },
  ]
}

async function rotate(keys: SigningKeys, body: unknown): Promise<void> {
  const given = readFields(body, ['algorithm', 'overlap'])
  const algorithm = readOneOf(given['algorithm'], 'algorithm', signingAlgorithms)
  const overlap = readFlag(given['overlap'], 'overlap') ?? true
  await keys.rotate({ algorithm, older: overlap ? 'published' : 'removed' })
}

async function remove(keys: SigningKeys, kid: string): Promise<void> {
  if (kid === keys.kid) {
    throw new RequestError('kid', `"${kid}" is the key that signs; POST /sandbox/keys first`)
  }
  if (await keys.remove(kid)) return
  const kids = keys.list().map((key) => key.kid)
  throw new RequestError('kid', `there is no key "${kid}"${didYouMean(kid, kids)}`)
}
