import { region } from '../model/aws-names.ts'
import { enabledModes } from '../model/modes.ts'
import type { AuthorizationModes, Mode } from '../model/modes.ts'
import { modelIntrospection } from './model-introspection.ts'
import type { ModelIntrospection } from './model-introspection.ts'

/** The client libraries that read the file; each needs another spelling of the address. */
export const platforms = ['js', 'flutter', 'swift', 'android'] as const
export type Platform = (typeof platforms)[number]

/** The modes as `amplify_outputs.json` spells them, in the order in which ampx lists them. */
const authorizationTypes = [
  'API_KEY',
  'AWS_LAMBDA',
  'OPENID_CONNECT',
  'AMAZON_COGNITO_USER_POOLS',
  'AWS_IAM',
] as const
type AuthorizationType = (typeof authorizationTypes)[number]

const typeOfMode: Readonly<Record<Mode, AuthorizationType>> = {
  apiKey: 'API_KEY',
  lambda: 'AWS_LAMBDA',
  oidc: 'OPENID_CONNECT',
  userPool: 'AMAZON_COGNITO_USER_POOLS',
  iam: 'AWS_IAM',
}

/** What the sandbox adds: where it is, and the mark by which it knows its own file again. */
interface SandboxMark {
  /** Base address of the sandbox, e.g. `http://127.0.0.1:20002`. */
  readonly url: string
  /** The issuer of the tokens that it takes. */
  readonly issuer: string
}

/** The content of `amplify_outputs.json`, version 1.5. */
export interface AmplifyOutputs {
  readonly data: {
    readonly url: string
    readonly aws_region: string
    readonly api_key?: string
    readonly default_authorization_type: AuthorizationType
    readonly authorization_types: readonly AuthorizationType[]
    readonly model_introspection: ModelIntrospection
  }
  readonly version: '1.5'
  readonly custom: { readonly amplite: SandboxMark }
}

/** What the file is made of. */
export interface OutputsInput {
  /** The SDL with `@model` that `schema.transform()` printed. */
  readonly sdl: string
  readonly modes: AuthorizationModes
  readonly platform: Platform
  /** The GraphQL endpoint, e.g. `http://localhost:20002/graphql`. */
  readonly url: string
  /** Left out of the file unless the API takes API keys. */
  readonly apiKey?: string
  readonly custom: SandboxMark
}

/** What ampx would write for this API, in its key order (`clients §1.1`), pointing at the sandbox. */
export function amplifyOutputs(input: OutputsInput): AmplifyOutputs {
  const { sdl, modes, platform, url, apiKey, custom } = input
  const enabled = enabledModes(modes)
  const defaultType = typeOfMode[modes.defaultMode]
  const types = new Set(enabled.map((mode) => typeOfMode[mode]))
  const takesApiKey = enabled.includes('apiKey') && apiKey !== undefined
  return {
    data: {
      url: platformUrl(platform, url),
      aws_region: region,
      ...(takesApiKey ? { api_key: apiKey } : {}),
      default_authorization_type: defaultType,
      authorization_types: authorizationTypes.filter(
        (type) => types.has(type) && type !== defaultType,
      ),
      model_introspection: modelIntrospection(sdl),
    },
    version: '1.5',
    custom: { amplite: custom },
  }
}

/**
 * aws-amplify turns `http://` into `wss://` for subscriptions, case-sensitively, and has no setting for `ws://`: a scheme in
 * capitals escapes it (`clients §3.1`). The native libraries insist on `https` (`clients §0`, §4.1).
 */
function platformUrl(platform: Platform, url: string): string {
  return url.replace(/^http:/i, platform === 'js' ? 'HTTP:' : 'https:')
}
