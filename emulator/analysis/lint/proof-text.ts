import type { Item } from '../../model/item.ts'
import type { Case } from '../case.ts'
import type { Witness } from '../witness.ts'
import type { Proof, ProofAnswer, ProofCaller, ProofRequest, ProofStep } from './proof.ts'

/** A proof as people read it: a line for each request, with its answer. */
export function proofLines(proof: Proof): readonly string[] {
  switch (proof.kind) {
    case 'documented':
      return [proof.words]
    case 'steps':
      return proof.steps.map(stepLine)
    case 'compared':
      return proof.witnesses.map((witness) => witnessLine(witness, proof.other))
  }
}

function stepLine({ caller, stored = {}, ask, answer }: ProofStep): string {
  const items = Object.entries(stored).flatMap(([model, all]) =>
    all.map((item) => `${model} ${JSON.stringify(item)}`),
  )
  const there = items.length === 0 ? '' : ` with ${items.join(', ')} stored`
  return `${callerText(caller)} ${requestText(ask)}${there} → ${answerText(answer)}`
}

function callerText(caller: ProofCaller): string {
  if (!('claims' in caller))
    return 'principal' in caller ? `${caller.principal} of the identity pool` : caller.mode
  const { audience, issuedAgo, authenticatedAgo, without = [] } = caller.token ?? {}
  const notes = [
    ...(audience === undefined ? [] : [`for client "${audience}"`]),
    ...(issuedAgo === undefined ? [] : [`issued ${issuedAgo} s ago`]),
    ...(authenticatedAgo === undefined ? [] : [`signed in ${authenticatedAgo} s ago`]),
    ...without.map((claim) => `without ${claim}`),
  ]
  return `${JSON.stringify(caller.claims)}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`
}

function requestText(ask: ProofRequest): string {
  const fields =
    'fields' in ask && ask.fields !== undefined ? ` selecting ${ask.fields.join(', ')}` : ''
  switch (ask.operation) {
    case 'call':
      return `calls ${ask.name}`
    case 'list':
      return `list ${ask.model}${ask.filter === undefined ? '' : ` where ${JSON.stringify(ask.filter)}`}${fields}`
    case 'query':
      return `${ask.query} ${JSON.stringify(ask.given)}${fields}`
    case 'listen':
      return `listens to ${ask.to} of ${ask.model}${givenText(ask.given)}, which happens`
    case 'subscribe':
      return `subscribes to ${ask.to} of ${ask.model}`
    default: {
      const follow = ask.follow === undefined ? '' : `, following ${ask.follow.relation}`
      return `${ask.operation} ${ask.model}${givenText(ask.input)}${fields}${follow}`
    }
  }
}

function givenText(item: Item = {}): string {
  return Object.keys(item).length === 0 ? '' : ` ${JSON.stringify(item)}`
}

function answerText({ status, unauthorized = [], ...answer }: ProofAnswer): string {
  const parts = [
    status === 'fields refused' ? `Unauthorized on [${unauthorized.join(', ')}]` : status,
    ...(answer.shows === undefined ? [] : [`shows ${JSON.stringify(answer.shows)}`]),
    ...(answer.stores === undefined ? [] : [`stores ${JSON.stringify(answer.stores)}`]),
    ...(answer.rows === undefined ? [] : [rowsText(answer.rows)]),
    ...(answer.refusedFields ?? []).map((name) => `${name} refused`),
    ...(answer.heard === undefined ? [] : [answer.heard ? 'heard' : 'hears nothing']),
  ]
  return parts.join(', ')
}

function rowsText(rows: readonly Item[]): string {
  return rows.length === 0 ? 'no rows' : `rows ${JSON.stringify(rows)}`
}

function witnessLine({ asked, capability, predicted }: Witness, other: string): string {
  const [word = '', otherWord = ''] = predicted
  const both = word === otherWord ? `${word}, with and ${other}` : `${word}; ${other} ${otherWord}`
  return `${whoText(asked)} ${capability}${onText(asked)} → ${both}`
}

function whoText({ identity }: Case): string {
  if ('claims' in identity) return JSON.stringify(identity.claims)
  return 'principal' in identity ? `${identity.principal} of the identity pool` : identity.mode
}

function onText({ attributes }: Case): string {
  return Object.keys(attributes).length === 0 ? '' : ` on ${JSON.stringify(attributes)}`
}
