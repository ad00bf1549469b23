import { isObject } from '../model/is-object.ts'
import { EmulatorError } from '../errors.ts'
import { compileClientIdPattern } from '../model/client-id-pattern.ts'
import type { Definition, FunctionDefinition } from '../model/definition.ts'
import type { AuthorizationModes, LambdaMode, Mode, OidcMode } from '../model/modes.ts'
import { modeOf } from '../model/rule.ts'

/** Where the modes stand, for messages, and whether the project has an auth resource (`amplify/auth/resource.ts`). */
interface ModesContext {
  readonly file: string
  readonly hasAuth: boolean
  /** Reads `lambdaAuthorizationMode.function`; absent where functions cannot be written. */
  readonly authorizer?: (fn: unknown) => FunctionDefinition | undefined
}

const configurationKeys = {
  apiKey: 'apiKeyAuthorizationMode',
  oidc: 'oidcAuthorizationMode',
  lambda: 'lambdaAuthorizationMode',
} as const

const modeByName: Readonly<Record<string, Mode>> = {
  apiKey: 'apiKey',
  oidc: 'oidc',
  lambda: 'lambda',
  userPool: 'userPool',
  iam: 'iam',
  identityPool: 'iam',
}

/** Settles `authorizationModes` by the rules of backend-data (`auth-semantics` §1.5). */
export function parseModes(written: unknown, context: ModesContext): AuthorizationModes {
  if (written === undefined)
    return { defaultMode: context.hasAuth ? 'userPool' : 'apiKey', additionalModes: [] }
  if (!isObject(written)) throw invalid(context, 'authorizationModes must be an object')

  const defaultMode = defaultModeOf(written, context)
  const additionalModes = configuredModes(written, context).filter((mode) => mode !== defaultMode)
  const oidc = written[configurationKeys.oidc]
  if (oidc === undefined && defaultMode === 'oidc')
    throw invalid(
      context,
      'defaultAuthorizationMode is "oidc", but there is no oidcAuthorizationMode',
    )
  const lambda = parseLambdaMode(written[configurationKeys.lambda], context)
  return {
    defaultMode,
    additionalModes,
    ...(oidc === undefined ? {} : { oidc: parseOidcMode(oidc, context) }),
    ...(lambda === undefined ? {} : { lambda }),
    ...parseApiKeyMode(written[configurationKeys.apiKey], context),
  }
}

/** What backend-data fills in for `timeToLiveInSeconds` (1.9.0, convert_authorization_modes), and AppSync's limit. */
const authorizerTtlSeconds = { byDefault: 60, to: 3600 }

function parseLambdaMode(written: unknown, context: ModesContext): LambdaMode | undefined {
  if (!isObject(written)) return undefined
  const authorizer = context.authorizer?.(written['function'])
  if (authorizer === undefined) return undefined
  const { timeToLiveInSeconds: seconds = authorizerTtlSeconds.byDefault } = written
  if (typeof seconds === 'number' && seconds >= 0 && seconds <= authorizerTtlSeconds.to)
    return { function: authorizer, timeToLiveSeconds: seconds }
  throw invalid(
    context,
    `lambdaAuthorizationMode.timeToLiveInSeconds must be a number of seconds from 0 to ${authorizerTtlSeconds.to}, not ${JSON.stringify(seconds)}`,
  )
}

/** CDK's limits of an API key's life. */
function parseApiKeyMode(
  written: unknown,
  context: ModesContext,
): Pick<AuthorizationModes, 'apiKeyDays'> {
  if (written === undefined) return {}
  if (!isObject(written)) throw invalid(context, 'apiKeyAuthorizationMode must be an object')
  const { expiresInDays: days } = written
  if (days === undefined) return {}
  if (typeof days === 'number' && days >= 1 && days <= 365) return { apiKeyDays: days }
  throw invalid(
    context,
    `apiKeyAuthorizationMode.expiresInDays must be a number of days from 1 to 365, not ${JSON.stringify(days)}`,
  )
}

/** The modes that SDL without a modes file implies: every one that its rules speak of, `oidc` as the default. */
export function inferModes({
  models,
  customTypes,
  operations,
}: Pick<Definition, 'models' | 'customTypes' | 'operations'>): AuthorizationModes {
  const rules = [
    ...customTypes.flatMap((type) => type.fields.flatMap((field) => field.rules)),
    ...models.flatMap((model) => [...model.rules, ...model.fields.flatMap((field) => field.rules)]),
    ...operations.flatMap((operation) => operation.rules),
  ]
  const gates = operations.flatMap((operation) => operation.gates)
  const modes = new Set([
    ...rules.map((rule) => modeOf(rule.provider)),
    ...gates.map((gate) => gate.mode),
  ])
  return {
    defaultMode: 'oidc',
    additionalModes: [...modes].filter((mode) => mode !== 'oidc'),
    oidc: { providerName: '', issuerUrl: '' },
  }
}

function configuredModes(written: Record<string, unknown>, { hasAuth }: ModesContext): Mode[] {
  const named = (['apiKey', 'lambda', 'oidc'] as const).filter(
    (mode) => written[configurationKeys[mode]] !== undefined,
  )
  return hasAuth ? [...named, 'userPool'] : named
}

function defaultModeOf(written: Record<string, unknown>, context: ModesContext): Mode {
  const { defaultAuthorizationMode: name } = written
  if (name !== undefined) {
    const mode = typeof name === 'string' ? modeByName[name] : undefined
    if (mode === undefined)
      throw invalid(
        context,
        `defaultAuthorizationMode ${JSON.stringify(name)} is none of ${Object.keys(modeByName).join(', ')}`,
      )
    return mode
  }
  const [only, ...others] = configuredModes(written, context)
  if (only === undefined || others.length > 0) {
    throw invalid(
      context,
      'A defaultAuthorizationMode is required if multiple authorization modes are configured',
    )
  }
  return only
}

function parseOidcMode(written: unknown, context: ModesContext): OidcMode {
  if (!isObject(written)) throw invalid(context, 'oidcAuthorizationMode must be an object')
  const {
    oidcProviderName,
    oidcIssuerUrl,
    clientId,
    tokenExpiryFromAuthInSeconds,
    tokenExpireFromIssueInSeconds,
  } = written
  const client = textOrAbsent(clientId, 'clientId', context)
  if (client !== undefined) assertPattern(client, context)
  return definedOnly({
    providerName: textOrAbsent(oidcProviderName, 'oidcProviderName', context) ?? '',
    issuerUrl: textOrAbsent(oidcIssuerUrl, 'oidcIssuerUrl', context) ?? '',
    clientId: client,
    authTtlSeconds: secondsOrAbsent(
      tokenExpiryFromAuthInSeconds,
      'tokenExpiryFromAuthInSeconds',
      context,
    ),
    issueTtlSeconds: secondsOrAbsent(
      tokenExpireFromIssueInSeconds,
      'tokenExpireFromIssueInSeconds',
      context,
    ),
  })
}

function definedOnly(mode: { [K in keyof OidcMode]: OidcMode[K] | undefined }): OidcMode {
  return Object.fromEntries(
    Object.entries(mode).filter(([, value]) => value !== undefined),
  ) as unknown as OidcMode
}

function textOrAbsent(value: unknown, name: string, context: ModesContext): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw invalid(
    context,
    `oidcAuthorizationMode.${name} must be a string, not ${JSON.stringify(value)}`,
  )
}

function secondsOrAbsent(value: unknown, name: string, context: ModesContext): number | undefined {
  if (value === undefined || (typeof value === 'number' && value >= 0)) return value
  throw invalid(
    context,
    `oidcAuthorizationMode.${name} must be a number of seconds, not ${JSON.stringify(value)}`,
  )
}

function assertPattern(clientId: string, context: ModesContext): void {
  if (compileClientIdPattern(clientId) !== undefined) return
  throw invalid(
    context,
    `oidcAuthorizationMode.clientId ${JSON.stringify(clientId)} is no regular expression, which AppSync takes it for`,
  )
}

function invalid({ file }: ModesContext, sentence: string): EmulatorError {
  return new EmulatorError('DEFINITION_INVALID', `${file}: ${sentence}`)
}
