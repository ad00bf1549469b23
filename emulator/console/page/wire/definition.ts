import { isObject, listAt, objectAt, optionalNumber, optionalText, textAt } from './json.ts'

/** What the page needs to know of the loaded definition. */
export interface SandboxDefinition {
  /** Path as the sandbox names it. */
  readonly file: string
  /** When it was loaded, in ISO 8601. */
  readonly loadedAt: string
  readonly models: readonly ModelSummary[]
  readonly defaultMode: string
  /** Of mode `oidc`, else of the user pool; absent when both are off. */
  readonly oidc?: OidcSettings
  /** The URL of the GraphQL API. */
  readonly apiUrl: string
}

/** A model, in as much as the first query needs it. */
export interface ModelSummary {
  readonly name: string
  readonly pluralName: string
  readonly identifier: readonly string[]
  /** Fields without a selection of their own: scalars and enums. */
  readonly plainFields: readonly string[]
  /** How many rules the model and its fields have. */
  readonly ruleCount: number
  readonly lists: boolean
}

/** How to sign in, and for how many seconds the API takes a token. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  /** Seconds since `auth_time`; absent or 0: not checked. */
  readonly authTtlSeconds?: number
  /** Seconds since `iat`; absent or 0: not checked. */
  readonly issueTtlSeconds?: number
}

/** The answer of `GET /sandbox/definition`, typed. */
export function parseDefinition(value: unknown): SandboxDefinition {
  const answer = objectAt(value, 'definition')
  const modes = objectAt(answer['modes'], 'modes')
  const signIn = modes['oidc'] ?? modes['userPool']
  const oidc = isObject(signIn) ? parseOidc(signIn) : undefined
  return {
    file: textAt(answer['file'], 'file'),
    loadedAt: textAt(answer['loadedAt'], 'loadedAt'),
    models: listAt(answer['models'], 'models').map(parseModel),
    defaultMode: textAt(modes['defaultMode'], 'modes.defaultMode'),
    apiUrl: optionalText(answer['apiUrl']) ?? '/graphql',
    ...(oidc && { oidc }),
  }
}

function parseModel(value: unknown): ModelSummary {
  const model = objectAt(value, 'models[]')
  const name = textAt(model['name'], 'models[].name')
  const fields = listAt(model['fields'], `${name}.fields`).map((field) =>
    objectAt(field, `${name}.fields[]`),
  )
  const rules = listAt(model['rules'], `${name}.rules`)
  const fieldRules = fields.flatMap((field) =>
    Array.isArray(field['rules']) ? field['rules'] : [],
  )
  const disabled = Array.isArray(model['disabled']) ? model['disabled'] : []
  return {
    name,
    pluralName: textAt(model['pluralName'], `${name}.pluralName`),
    identifier: identifierOf(model['identifier']),
    plainFields: fields
      .filter((field) => isPlain(field['kind']))
      .map((field) => String(field['name'])),
    ruleCount: rules.length + fieldRules.length,
    lists: !disabled.includes('list'),
  }
}

function isPlain(kind: unknown): boolean {
  return kind === 'scalar' || kind === 'enum'
}

function identifierOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : ['id']
}

function parseOidc(oidc: Readonly<Record<string, unknown>>): OidcSettings {
  const authTtlSeconds = optionalNumber(oidc['authTtlSeconds'])
  const issueTtlSeconds = optionalNumber(oidc['issueTtlSeconds'])
  return {
    issuer: textAt(oidc['issuer'], 'modes issuer'),
    clientId: textAt(listAt(oidc['clientIds'], 'modes clientIds')[0], 'modes clientIds[0]'),
    ...(authTtlSeconds !== undefined && { authTtlSeconds }),
    ...(issueTtlSeconds !== undefined && { issueTtlSeconds }),
  }
}
