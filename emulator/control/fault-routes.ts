import type { Faults } from '../issuer/faults.ts'
import { parseFaults } from '../issuer/parse-faults.ts'
import type { Route } from './route.ts'

/** `GET` lists the faults and how often each has happened, `PUT` replaces them. */
export function faultRoutes(faults: Faults): readonly Route[] {
  const path = /^\/sandbox\/faults$/
  const show = (): object => ({ faults: faults.list() })
  return [
    { method: 'GET', path, takesBody: false, answer: () => ({ body: show() }) },
    {
      method: 'PUT',
      path,
      takesBody: true,
      answer: async ({ body }) => {
        await faults.replace(parseFaults(body))
        return { body: show() }
      },
    },
  ]
}

/** For the health of the sandbox: whoever wonders why things fail should hear that they are to. */
export function activeFaults(faults: Faults): { readonly faults?: readonly string[] } {
  const names = faults.list().map(({ name }) => name)
  return names.length === 0 ? {} : { faults: names }
}
