import type { Decision } from '../../emulator/authorization/decision.ts'
import { quirksOf } from '../../emulator/authorization/quirks.ts'
import type { LoggedDecision } from '../../emulator/control/decision-log.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import type { Role } from '../../emulator/policy/role.ts'
import { identityOf } from './scenario.ts'
import type { Caller, Outcome, OutcomeError, Step } from './scenario.ts'

/** A step that was sent: what was decided on the way, and what came back. */
export interface SentStep {
  readonly step: Pick<Step, 'op'>
  readonly caller: Caller
  readonly noted: readonly LoggedDecision[]
  readonly seen: Outcome
}

/** What a step shows, in words that another step may have in common with it. */
export function stepFeatures({ step, caller, noted, seen }: SentStep): readonly string[] {
  const mode = modeOf(identityOf(caller))
  const operation = operationOf(step.op)
  const decisions = noted.flatMap((entry) => (entry.kind === 'decision' ? [entry.decision] : []))
  return [
    ...decisions.flatMap((decision) => decisionFeatures(decision, mode)),
    ...(seen.errors ?? []).map((error) => `${operation} as ${mode}: ${errorText(error)}`),
    ...subscriptionFeatures(seen),
    ...(seen.events ?? []).map(() => `${operation} is heard`),
    `${operation} as ${mode}: ${seen.errors === undefined ? 'answered' : 'with errors'}`,
  ]
}

function decisionFeatures(decision: Decision, mode: string): readonly string[] {
  const { question, effect, reason, trace } = decision
  const asked = `${question} as ${mode}`
  const parts = ['filter', 'keys', 'fills', 'deniedFields', 'deniedNulls'] as const
  return [
    `${asked}: ${effect}, ${reason}`,
    ...trace.map((one) => `${asked}: ${kindOf(one.role)} ${one.reason}`),
    ...quirksOf(decision).map(({ quirk }) => `${asked}: ${reason}, ${quirk}`),
    ...parts.flatMap((part) => (decision[part] === undefined ? [] : [`${asked}: ${part}`])),
  ]
}

function kindOf(role: Role): string {
  return 'list' in role && role.list ? `${role.kind} list` : role.kind
}

/** Without the names of this one schema. */
function errorText({ errorType, kind, message }: OutcomeError): string {
  return errorType ?? kind ?? message
}

function subscriptionFeatures({ subscription }: Outcome): readonly string[] {
  if (subscription === undefined) return []
  const groups = subscription.filter?.filterGroup ?? []
  const operators = groups.flatMap(({ filters }) => filters.map(({ operator }) => operator))
  return [
    `subscription ${subscription.connected ? 'accepted' : 'refused'}, ${Math.min(groups.length, 2)} groups`,
    ...operators.map((operator) => `subscription with ${operator}`),
  ]
}

function operationOf(op: string): string {
  const root = /^\s*(query|mutation|subscription)?/.exec(op)?.[1] ?? 'query'
  const field = /\{\s*(create|update|delete|get|list|onCreate|onUpdate|onDelete)[A-Z]/.exec(op)?.[1]
  return `${root} ${field ?? 'by index'}`
}

function modeOf(identity: Identity): string {
  return identity.mode === 'iam' ? `iam ${identity.principal}` : identity.mode
}
