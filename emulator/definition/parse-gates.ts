import type { OperationGate } from '../model/definition.ts'
import type { Mode } from '../model/modes.ts'
import { directiveArguments, namesIn } from './directive.ts'
import type { Directed } from './directive.ts'

const modeOfDirective = {
  aws_api_key: 'apiKey',
  aws_iam: 'iam',
  aws_oidc: 'oidc',
  aws_lambda: 'lambda',
  aws_cognito_user_pools: 'userPool',
} as const satisfies Record<string, Mode>

/** AppSync's own directives, which say what modes get through. */
export const gateDirectives: readonly string[] = Object.keys(modeOfDirective)

/** Reads AppSync's directives on a field of a root type or on a type. */
export function parseGates(node: Directed): readonly OperationGate[] {
  return Object.entries(modeOfDirective).flatMap(([directive, mode]) => {
    const written = directiveArguments(node, directive)
    if (written === undefined) return []
    const groups = namesIn(written['cognito_groups'])
    return [groups.length === 0 ? { mode } : { mode, groups }]
  })
}
