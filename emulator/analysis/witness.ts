import type { Identity } from '../identity/identity.ts'
import type { Item } from '../model/item.ts'
import type { Mode } from '../model/modes.ts'
import { predictedWord } from './answer-word.ts'
import type { AnswerWord } from './answer-word.ts'
import type { Case, Study } from './case.ts'
import { cellKeys, cellsOf, cellsOfCaller } from './cells.ts'
import type { Cell } from './cells.ts'
import { holderOf, withHolderClaims } from './relation-holder.ts'
import { renamed } from './renamed.ts'
import type { Subject } from './sides.ts'
import { studyNamed } from './studies-of.ts'
import { accessAnswer, together } from './together.ts'

/** One request that two versions answer differently, and what the rules say each answers. */
export interface Witness {
  readonly subject: Subject
  readonly study: Study
  readonly mode: Mode
  readonly capability: string
  readonly asked: Case
  /** Through which operation the item is given, where the question is about a part of it. */
  readonly through?: 'get' | 'update' | 'delete'
  readonly predicted: readonly AnswerWord[]
  /** Whose token it is, where somebody known has one like it. */
  readonly persona?: string
}

/** Somebody known, by name. */
export interface KnownCaller {
  readonly name: string
  readonly identity: Identity
}

/** What a witness is wanted of: some cells of a question, all of which changed alike. */
export interface Wanted {
  readonly subject: Subject
  readonly study: Study
  readonly mode: Mode
  readonly capability: string
  readonly cells: readonly Cell[]
}

/**
 * The smallest request in these cells, its words made readable; somebody known asks where he can. Undefined where a request of
 * its own cannot show it: the value of a field whose item nobody of these is given.
 */
export function witnessOf(wanted: Wanted, callers: readonly KnownCaller[]): Witness | undefined {
  const search = searchFor(wanted)
  if (search === undefined) return undefined
  const known = callers.flatMap((caller) => knownCase(search, caller))[0]
  const asked = known?.asked ?? smallest(search)
  if (asked === undefined) return undefined
  const { subject, study, mode, capability, through } = search
  const shown = known === undefined ? renamed(asked, (one) => isSame(search, asked, one)) : asked
  return {
    subject,
    study,
    mode,
    capability,
    asked: shown,
    predicted: predictedWords(search, shown),
    ...(through === undefined ? {} : { through }),
    ...(known === undefined ? {} : { persona: known.name }),
  }
}

function searchFor(wanted: Wanted): Search | undefined {
  const [kind, name = ''] = wanted.study.name.split(' ')
  if (kind === 'read') return reachable(wanted)
  return kind === 'follow' ? followed(wanted, name) : searchIn(wanted)
}

interface Search extends Wanted {
  readonly cases: readonly Case[]
  /** Whether a case is in one of the wanted cells. */
  readonly isWanted: (asked: Case) => boolean
  readonly through?: 'get' | 'update' | 'delete'
  /** The question together with the one that gives the item. */
  readonly joint?: Study
  /** The relation that is followed. */
  readonly relation?: string
}

function searchIn(wanted: Wanted): Search {
  const { study, subject, mode, cells } = wanted
  const keys = new Set(cells.map(({ key }) => key))
  const keyOf = cellKeys(study, subject.sides, mode)
  return {
    ...wanted,
    cases: cells.map(({ asked }) => asked),
    isWanted: (asked) => keys.has(keyOf(asked)),
  }
}

/** A relation shows only to whom the item that holds it is given. */
function followed(wanted: Wanted, relation: string): Search | undefined {
  const search = searchIn(wanted)
  for (const one of search.cases) {
    const found = withHolderClaims(wanted.subject, one).find(
      (asked) => search.isWanted(asked) && holderOf(wanted.subject, relation, asked) !== undefined,
    )
    if (found !== undefined) return { ...search, cases: [found], relation }
  }
  return undefined
}

/** The value of a field shows only to whom the item is given: by get, or in a mutation's result. */
function reachable(wanted: Wanted): Search | undefined {
  const { subject, study, mode } = wanted
  const search = searchIn(wanted)
  for (const through of ['get', 'update', 'delete'] as const) {
    const joint = together(study, studyNamed(through))
    const source = through === 'get' ? 'query' : 'mutation'
    const cases = [...cellsOf(joint, subject.sides, mode).values()]
      .map(({ asked }) => asked)
      .filter(
        (asked) =>
          asked.facts['source'] === source &&
          search.isWanted(asked) &&
          isGiven(joint, subject, asked),
      )
    const telling = cases.filter((asked) => holdsField(wanted, asked))
    const chosen = telling.length > 0 ? telling : cases
    if (chosen.length > 0) return { ...search, cases: chosen, through, joint }
  }
  return undefined
}

/** A field that roles look at shows that it is given only where it is not empty. */
function holdsField({ study }: Pick<Wanted, 'study'>, { attributes }: Case): boolean {
  return (attributes[study.name.slice('read '.length)] ?? null) !== null
}

/** Whether every version gives the item, as far as it knows it. */
function isGiven(joint: Study, { sides }: Subject, asked: Case): boolean {
  return sides.every((side) => {
    const { [accessAnswer]: answer = '' } = joint.ask(side, asked).outcome()
    return ['show', 'allow', 'gone', '401'].includes(answer)
  })
}

function isReached({ joint, relation, subject }: Search, asked: Case): boolean {
  if (relation !== undefined) return holderOf(subject, relation, asked) !== undefined
  return joint === undefined || isGiven(joint, subject, asked)
}

/** A case of this very caller among the wanted ones. */
function knownCase(
  search: Search,
  { name, identity }: KnownCaller,
): readonly { readonly name: string; readonly asked: Case }[] {
  if (identity.mode !== search.mode) return []
  const { subject, study, joint = study, through } = search
  const source = through === 'get' ? 'query' : 'mutation'
  return [...cellsOfCaller(joint, subject.sides, identity).values()]
    .map(({ asked }) => ({ name, asked }))
    .filter(
      ({ asked }) =>
        search.isWanted(asked) &&
        isReached(search, asked) &&
        (through === undefined || asked.facts['source'] === source),
    )
    .slice(0, 1)
}

function predictedWords({ subject, study, capability }: Wanted, asked: Case): Witness['predicted'] {
  return subject.sides.map((side) => predictedWord(study, side, { asked, capability }))
}

function isSame(search: Search, one: Case, other: Case): boolean {
  return (
    search.isWanted(other) &&
    isReached(search, other) &&
    holdsField(search, one) === holdsField(search, other) &&
    predictedWords(search, one).join() === predictedWords(search, other).join()
  )
}

/** How many of the smallest cases are made smaller still, to find the smallest of all. */
const tried = 8

/** The smallest of the cases, without whatever is not needed (`analysis.md` §3.2). */
function smallest(search: Search): Case | undefined {
  const bySize = (one: Case, other: Case): number => sizeOf(one) - sizeOf(other)
  return search.cases
    .toSorted(bySize)
    .slice(0, tried)
    .map((asked) => shrunk(asked, (one) => isSame(search, asked, one)))
    .toSorted(bySize)[0]
}

function shrunk(asked: Case, isAlike: (one: Case) => boolean): Case {
  for (const smaller of smallerCases(asked)) if (isAlike(smaller)) return shrunk(smaller, isAlike)
  return asked
}

function* smallerCases(asked: Case): Generator<Case> {
  const { identity, attributes, given } = asked
  if ('claims' in identity)
    for (const claims of withoutOne(identity.claims))
      yield { ...asked, identity: { ...identity, claims } }
  for (const fewer of withoutOne(attributes)) yield { ...asked, attributes: fewer }
  for (const fewer of withoutOne(given)) yield { ...asked, given: fewer }
}

function withoutOne(item: Item): readonly Item[] {
  return Object.keys(item).map((left) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => name !== left)),
  )
}

/** Fewest claims, attributes and arguments; then the shortest text. */
function sizeOf({ identity, attributes, given }: Case): number {
  const claims = 'claims' in identity ? identity.claims : {}
  const parts = [claims, attributes, given].map((item) => Object.keys(item).length)
  return (
    parts.reduce((sum, part) => sum + part, 0) * 10_000 +
    JSON.stringify([claims, attributes, given]).length
  )
}
