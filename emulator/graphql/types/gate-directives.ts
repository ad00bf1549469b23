import type { OperationGate } from '../../model/definition.ts'
import type { Mode } from '../../model/modes.ts'
import type { ModeGate } from '../../policy/mode-gates.ts'

const directiveOfMode: Readonly<Record<Mode, string>> = {
  apiKey: '@aws_api_key',
  iam: '@aws_iam',
  oidc: '@aws_oidc',
  userPool: '@aws_cognito_user_pools',
  lambda: '@aws_lambda',
}

/** Puts the directives of a gate behind a definition. */
export type WriteGate = (definition: string, gate: ModeGate) => string

/** AWS writes nothing for a gate that lets in nobody but IAM where that is the default mode anyway. */
export function gateWriter(defaultMode: Mode): WriteGate {
  return (definition, gate) => {
    const isOnlyDefault = defaultMode === 'iam' && gate.size === 1
    return isOnlyDefault
      ? definition
      : withGates(
          definition,
          [...gate].map((mode) => ({ mode })),
        )
  }
}

/** Puts directives behind a definition, where they may let in some groups only. */
export function withGates(definition: string, gates: readonly OperationGate[]): string {
  const directives = gates.map(({ mode, groups }) =>
    groups === undefined
      ? directiveOfMode[mode]
      : `${directiveOfMode[mode]}(cognito_groups: ${JSON.stringify(groups)})`,
  )
  return [definition, ...[...new Set(directives)].toSorted()].join(' ')
}

/** AppSync's own scalars and directives, which its schemas use without declaring them (`data-api` §2.7). */
export const appSyncPreamble = `scalar AWSDate
scalar AWSTime
scalar AWSDateTime
scalar AWSTimestamp
scalar AWSEmail
scalar AWSJSON
scalar AWSURL
scalar AWSPhone
scalar AWSIPAddress
directive @aws_subscribe(mutations: [String]) on FIELD_DEFINITION
directive @aws_auth(cognito_groups: [String]) on FIELD_DEFINITION
directive @aws_api_key on OBJECT | FIELD_DEFINITION
directive @aws_iam on OBJECT | FIELD_DEFINITION
directive @aws_oidc on OBJECT | FIELD_DEFINITION
directive @aws_lambda on OBJECT | FIELD_DEFINITION
directive @aws_cognito_user_pools(cognito_groups: [String]) on OBJECT | FIELD_DEFINITION
`
