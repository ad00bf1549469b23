import type { Claims } from '../model/claims.ts'
import type { Item } from '../model/item.ts'
import type { Case, Side, Study } from './case.ts'
import { cellsOf, cellsOfCaller } from './cells.ts'
import type { Subject } from './sides.ts'
import { studyNamed } from './studies-of.ts'
import { readField } from './studies/field.ts'

/**
 * A relation is followed from an item that the caller was given. What that item must hold for this caller to be given it, with
 * the relation's own field, by every version; undefined: nothing gives it to him.
 */
export function holderOf(subject: Subject, field: string, asked: Case): Item | undefined {
  const giving = studyNamed(asked.facts['source'] === 'mutation' ? 'update' : 'get')
  const cells = cellsOfCaller(giving, subject.sides, asked.identity)
  const given = [...cells.values()].find((cell) =>
    isGiven(subject, field, { ...cell.asked, facts: asked.facts }),
  )
  return given?.asked.attributes
}

function isGiven({ sides }: Subject, field: string, holder: Case): boolean {
  const { source = 'query' } = holder.facts
  const giving = studyNamed(source === 'mutation' ? 'update' : 'get')
  return sides.every(
    (side) =>
      passes.has(answerOf(giving, side, { ...holder, facts: { item: 'stored' } })) &&
      passes.has(answerOf(readField(field), side, { ...holder, facts: { source } })),
  )
}

/** What a version does not have keeps nothing back. */
const passes: ReadonlySet<string> = new Set(['show', 'allow', 'value', 'gone', '401'])

function answerOf(study: Study, side: Side, asked: Case): string {
  return study.ask(side, asked).outcome()['answer'] ?? ''
}

/** The same request with claims by which somebody is given such an item, wherever they do not contradict its own. */
export function withHolderClaims(subject: Subject, asked: Case): readonly Case[] {
  const { identity } = asked
  if (!('claims' in identity)) return [asked]
  const giving = studyNamed(asked.facts['source'] === 'mutation' ? 'update' : 'get')
  const tokens = new Map<string, Claims>()
  for (const cell of cellsOf(giving, subject.sides, identity.mode).values()) {
    const claims = 'claims' in cell.asked.identity ? cell.asked.identity.claims : {}
    const isContradicted = Object.entries(claims).some(
      ([name, value]) =>
        name in identity.claims && JSON.stringify(identity.claims[name]) !== JSON.stringify(value),
    )
    if (!isContradicted) tokens.set(JSON.stringify(claims), claims)
  }
  return [...tokens.values()].map((claims) => ({
    ...asked,
    identity: { ...identity, claims: { ...claims, ...identity.claims } },
  }))
}
