import type { Identity } from '../../identity/identity.ts'
import { isItemRole } from '../../policy/role.ts'
import type { Case, Outcome, Side, Study } from '../case.ts'
import { cellsOfCaller, classesOf } from '../cells.ts'
import type { Cell } from '../cells.ts'
import { followsFromRest, whenOf } from '../facts.ts'
import { fold } from '../fold.ts'
import { isRefusal, outcomeWords } from '../outcome-words.ts'
import type { Subject } from '../sides.ts'
import { pointsOf } from '../variables.ts'
import { relationOf, relations } from './relation.ts'
import type { Relation } from './relation.ts'

/** What one caller may do, in a few words, and everything that those words leave out. */
export interface TableCell {
  /** e.g. `any, becomes owner`, `own · another's: name`, `–`, `own *`. */
  readonly text: string
  /** Where the few words do not say all: every line of this caller and question. Else empty. */
  readonly notes: readonly string[]
}

/**
 * Folds the cases of one caller by what the item is to him. Words stand only for what is the same in all of these cases; where
 * it depends on more, the plain request is shown with a `*`, and the notes say all (`analysis.md` §2.1).
 */
export function tableCell(subject: Subject, study: Study, identity: Identity): TableCell {
  const [side] = subject.sides
  if (side === undefined) return { text: '–', notes: [] }
  const cells = [...cellsOfCaller(study, subject.sides, identity).values()].filter(isShown)
  const plain = cells.filter(({ asked }) => isPlain(study, side, asked))
  const of = (some: readonly Cell[]): ByRelation => byRelation(study, some)
  const [shown, all] = [of(plain), of(cells.filter((cell) => !isOwnChoice(cell)))]
  const isMixed = [...shown.values()].some((words) => words.size > 1)
  const isWhole = [...all].every(([relation, words]) => sameWords(words, shown.get(relation)))
  const notes = isWhole && !isMixed ? [] : notesOf(subject, study, { identity, cells })
  if (isMixed) return { text: 'mixed *', notes }
  return { text: `${cellText(shown)}${isWhole ? '' : ' *'}`, notes }
}

/** What a subscriber does not hear because of an argument of his own no rule keeps from him. */
function isOwnChoice(cell: Cell): boolean {
  const { filter, event } = outcomeOf(cell)
  return filter === 'none' && event === 'not hear'
}

/** Every outcome that occurs, by what the item is to the caller. */
type ByRelation = ReadonlyMap<Relation, ReadonlySet<string>>

function byRelation(study: Study, cells: readonly Cell[]): ByRelation {
  const found = new Map<Relation, Set<string>>()
  for (const cell of cells) {
    const relation = relationOf(study, cell)
    found.set(relation, (found.get(relation) ?? new Set()).add(shortWords(outcomeOf(cell))))
  }
  return found
}

function sameWords(one: ReadonlySet<string>, other: ReadonlySet<string> | undefined): boolean {
  return other !== undefined && one.size === other.size && [...one].every((word) => other.has(word))
}

function isShown(cell: Cell): boolean {
  return !(
    cell.asked.facts['item'] === 'missing' && followsFromRest.has(outcomeOf(cell)['answer'] ?? '')
  )
}

const plainFacts: Readonly<Record<string, string>> = {
  source: 'query',
  clientFilter: 'none',
  sort: 'not given',
}

/** The request that clients send by themselves: no argument, no filter, no owner in the input. */
function isPlain(study: Study, side: Side, { facts, given, attributes }: Case): boolean {
  const isUsual = Object.entries(facts).every(
    ([name, value]) => plainFacts[name] === undefined || plainFacts[name] === value,
  )
  if (!isUsual || Object.keys(given).length > 0) return false
  if (study.name === 'list') return facts['partition'] !== 'given'
  if (study.name !== 'create') return true
  const owners = study.roles(side).filter((role) => isItemRole(role) && role.kind === 'owner')
  return owners.every(
    (role) => !isItemRole(role) || !(role.field in attributes) || study.requires(side, role.field),
  )
}

const refused = ''

/** An outcome as it stands in a table: what goes without saying is left out. */
function shortWords(outcome: Outcome): string {
  const { answer = '', event } = outcome
  if (isRefusal(outcome) || answer === '401' || answer === 'gone' || event === 'not hear')
    return refused
  if (answer.startsWith('refuse ')) return refused
  if (answer === 'connect') return outcome['filter'] === 'none' ? 'yes' : 'filtered'
  const becomes = Object.keys(outcome).filter((name) => name.startsWith('sets '))
  const words = outcomeWords(outcome)
    .replace(/^(?:allow|show|value)(?:, )?/, '')
    .replaceAll(/(?:, )?sets \w+ to [^,]+/g, '')
    .replace(/^only \{(.*?)\}(?:, clears only \{\1\})?$/, '$1')
  const parts = [
    ...becomes.map((name) => `becomes ${name.slice('sets '.length)}`),
    words.replace(/^, /, ''),
  ]
  return ['yes', ...parts.filter((part) => part !== '')].join(', ')
}

/** Relations with the same words stand together; all of them are `any`. */
function cellText(shown: ByRelation): string {
  const present = relations.filter((relation) => shown.has(relation))
  const wordOf = (relation: Relation): string => [...(shown.get(relation) ?? [])][0] ?? refused
  const allowed = present.filter((relation) => wordOf(relation) !== refused)
  if (allowed.length === 0) return '–'
  const words = [...new Set(allowed.map(wordOf))]
  return words
    .map((word) => {
      const named = allowed.filter((relation) => wordOf(relation) === word)
      const who = named.length === present.length ? 'any' : named.join(', ')
      const more = word.slice('yes'.length).replace(/^, /, '')
      if (word === 'filtered') return `${who}, filtered`
      if (more === '') return who
      return more.startsWith('becomes ') ? `${who}, ${more}` : `${who}: ${more}`
    })
    .join(' · ')
}

function notesOf(
  subject: Subject,
  study: Study,
  { identity, cells }: { readonly identity: Identity; readonly cells: readonly Cell[] },
): readonly string[] {
  const points = pointsOf(cells, {
    classes: classesOf(study, subject.sides, identity.mode),
    valueOf: (cell) => outcomeWords(outcomeOf(cell)),
  })
  return fold(points.points).map((path) => {
    const when = whenOf(path, points, study.name)
    return `${when.length === 0 ? 'always' : when.join('; ')} => ${path.value}`
  })
}

function outcomeOf({ answers: [answer] }: Cell): Outcome {
  return answer?.outcome() ?? {}
}
