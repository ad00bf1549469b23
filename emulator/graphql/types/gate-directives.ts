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

/** A gate as the directives that AppSync reads it from. */
export function gateDirectives(gate: ModeGate): string {
  return [...gate]
    .map((mode) => directiveOfMode[mode])
    .toSorted()
    .join(' ')
}

/** The same for gates that may let in some groups only. */
export function operationDirectives(gates: readonly OperationGate[]): string {
  const directives = gates.map(({ mode, groups }) =>
    groups === undefined
      ? directiveOfMode[mode]
      : `${directiveOfMode[mode]}(cognito_groups: ${JSON.stringify(groups)})`,
  )
  return [...new Set(directives)].toSorted().join(' ')
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
