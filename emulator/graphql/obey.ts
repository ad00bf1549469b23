import { responsePathAsArray } from 'graphql'
import type { GraphQLResolveInfo } from 'graphql'

import { allowUnrestricted, isUnrestricted } from '../authorization/decision.ts'
import type { Decision, Question } from '../authorization/decision.ts'
import { decideMode } from '../authorization/decisions/mode.ts'
import type { Item, Key } from '../model/item.ts'
import type { ModeGate } from '../policy/mode-gates.ts'
import { notAuthorized, unauthorizedFields } from './appsync-errors.ts'
import type { AskedQuestion, FieldDecision, RequestContext } from './context.ts'

/** Where a decision was made. */
export interface Asked {
  readonly context: RequestContext
  readonly info: GraphQLResolveInfo
  readonly model: string
  readonly key?: Key
  readonly item?: Item | undefined
  readonly input?: Item
  /** For whoever records: the arguments, and what else there is to know. */
  readonly given?: Item
  readonly about?: Item | undefined
  readonly fromMutation?: boolean
  /** Whether rows are read next: then each of them is a question of its own. */
  readonly readsRows?: boolean
}

/** Notes the decision and does what it says: a denial is thrown in AppSync's words. */
export function obey(decision: Decision, asked: Asked): Decision {
  const { context, info } = asked
  const { fieldName, parentType } = info
  const noted = fieldDecision(decision, asked)
  context.note(noted)
  if (context.record !== undefined && (decision.effect === 'deny' || asked.readsRows !== true))
    context.record(askedQuestion(noted, asked))
  if (decision.effect !== 'deny') return decision
  if (decision.deniedFields !== undefined) throw unauthorizedFields(decision.deniedFields)
  throw notAuthorized(fieldName, parentType.name)
}

function fieldDecision(decision: Decision, asked: Asked): FieldDecision {
  const { info, model, key, item, input } = asked
  return {
    decision,
    model,
    fieldName: info.fieldName,
    parentType: info.parentType.name,
    path: responsePathAsArray(info.path),
    ...(key === undefined ? {} : { key }),
    ...(item === undefined ? {} : { item }),
    ...(input === undefined ? {} : { input }),
  }
}

function askedQuestion(noted: FieldDecision, asked: Asked): AskedQuestion {
  const { given = {}, about = asked.item, fromMutation = false } = asked
  return { ...noted, given, fromMutation, ...(about === undefined ? {} : { about }) }
}

/** Takes down a row that was looked at, or an event that was there to be heard, as a question of its own. */
export function recordOne(
  decision: Decision,
  asked: Asked,
  seen: Pick<AskedQuestion, 'about' | 'isShown' | 'isEvent'>,
): void {
  asked.context.record?.({ ...askedQuestion(fieldDecision(decision, asked), asked), ...seen })
}

/** The gate in front of a field: only a refusal is worth noting. */
export function passGate(gate: ModeGate, asked: Asked): void {
  const decision = decideMode(gate, asked.context.identity.mode)
  if (decision.effect === 'deny') obey(decision, asked)
}

/** Decides by the rules, unless the caller is past all of them. */
export function decideAs({ context }: Asked, question: Question, decide: () => Decision): Decision {
  return isUnrestricted(context.identity) ? allowUnrestricted(question) : decide()
}
