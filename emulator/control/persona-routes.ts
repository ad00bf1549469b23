import { parsePersonas } from '../issuer/persona.ts'
import type { Persona } from '../issuer/persona.ts'
import type { PersonaList } from '../issuer/persona-list.ts'
import { readFields, readText, RequestError } from '../issuer/request-error.ts'
import { isObject } from '../model/is-object.ts'
import { asRequestError, rethrowAsRequestError } from './as-request-error.ts'
import type { Route } from './route.ts'

/** What the routes of personas steer. */
export interface PersonaControls {
  readonly personaList: PersonaList
  /** Tells in which file it was saved; null: for this run only. */
  readonly savePersona: (persona: Persona) => Promise<string | null>
}

const fields = [
  'name',
  'displayName',
  'description',
  'claims',
  'mode',
  'issuedSecondsAgo',
  'signedInSecondsAgo',
]

/** `GET` lists them, `PUT` replaces them for this run, `POST` saves one more. */
export function personaRoutes({ personaList, savePersona }: PersonaControls): readonly Route[] {
  const path = /^\/sandbox\/personas$/
  return [
    { method: 'GET', path, takesBody: false, answer: () => ({ body: personaList.all() }) },
    {
      method: 'PUT',
      path,
      takesBody: true,
      answer: ({ body }) => {
        personaList.replace(asRequestError(() => parsePersonas(bodyText(body), 'personas')))
        return { body: personaList.all() }
      },
    },
    {
      method: 'POST',
      path,
      takesBody: true,
      answer: async ({ body }) => {
        const persona = parseNewPersona(body, personaList.all())
        const savedIn = await savePersona(persona).catch(rethrowAsRequestError)
        return { status: 201, body: { persona, savedIn } }
      },
    },
  ]
}

/** The form of the file; what `GET` answers is taken back, too. */
function bodyText(body: unknown): string {
  if (!Array.isArray(body) || body.length === 0) return JSON.stringify(body)
  const entries = body.map((entry: unknown, index) => {
    const { name, ...rest } = readFields(entry, fields)
    if (typeof name === 'string') return [name, rest] as const
    throw new RequestError(`personas[${index}]`, 'the persona has no name')
  })
  const names = entries.map(([name]) => name)
  const twin = names.find((name, index) => names.indexOf(name) !== index)
  if (twin !== undefined) throw new RequestError('personas', `there are two of the name "${twin}"`)
  return JSON.stringify(Object.fromEntries(entries))
}

function parseNewPersona(body: unknown, others: readonly Persona[]): Persona {
  const { name: given, ...entry } = readFields(body, fields)
  const name = readText(given, 'name')?.trim()
  if (name === undefined || name === '') throw new RequestError('name', 'give the persona a name')
  if (!isObject(entry['claims'])) {
    throw new RequestError('claims', 'give the claims of the persona, an object')
  }
  const twin = others.find((other) => other.name.toLowerCase() === name.toLowerCase())
  if (twin !== undefined) {
    throw new RequestError('name', `there is a persona "${twin.name}" already; choose another name`)
  }
  const text = JSON.stringify({ [name]: entry })
  const [persona] = asRequestError(() => parsePersonas(text, 'personas'))
  if (persona === undefined) throw new RequestError('name', 'give the persona a name')
  return persona
}
