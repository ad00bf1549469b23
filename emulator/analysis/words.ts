import type { Role } from '../policy/role.ts'
import type { Variable } from './variables.ts'

/** A text that stands for some of the values of a variable. */
export interface Phrase {
  readonly text: string
  readonly values: readonly string[]
}

/** How a study speaks of what roles look at. */
export type Manner = 'input' | 'item' | 'event'

export function mannerOf(study: string): Manner {
  if (study === 'create') return 'input'
  return study === 'listen' ? 'event' : 'item'
}

/**
 * One condition in words: that a variable has one of these values, of all that occur. Values of a request never show, only
 * what they are to each other (`analysis.md` §2.3).
 */
export function conditionWords(
  variable: Variable,
  {
    chosen,
    occurring,
  }: { readonly chosen: readonly string[]; readonly occurring: readonly string[] },
  manner: Manner,
): string {
  const phrases = phrasesOf(variable, manner)
  const isSame = ({ values }: Phrase): boolean =>
    occurring.every((value) => chosen.includes(value) === values.includes(value))
  const whole = phrases.find(isSame)
  if (whole !== undefined) return whole.text
  return chosen.map((value) => wordsOf(value, phrases)).join(' or ')
}

/** The phrase for one value alone; a value of which nothing is said in words stands for itself. */
function wordsOf(value: string, phrases: readonly Phrase[]): string {
  const narrow = phrases.filter(({ values }) => values.includes(value))
  const [first] = narrow.toSorted((one, other) => one.values.length - other.values.length)
  return first === undefined ? `"${value}"` : first.text
}

/** Every phrase about a variable, those that are preferred first. */
export function phrasesOf(variable: Variable, manner: Manner): readonly Phrase[] {
  switch (variable.kind) {
    case 'fact':
      return factPhrases[variable.name] ?? []
    case 'mark':
      return markPhrases(variable.role, variable.mark, manner)
    case 'role':
      return rolePhrases(variable.role, variable.groups, manner)
  }
}

/** Phrases about facts of a request, by the fact. */
export const factPhrases: Readonly<Record<string, readonly Phrase[]>> = {
  item: [
    { text: 'no such item', values: ['missing'] },
    { text: 'an item', values: ['stored'] },
  ],
  source: [
    { text: 'in a query', values: ['query'] },
    { text: 'in a mutation result', values: ['mutation'] },
  ],
  clientFilter: [
    { text: 'with a client filter', values: ['given'] },
    { text: 'without a client filter', values: ['none'] },
  ],
  schema: [
    { text: 'as only the new version understands it', values: ['gone | there'] },
    { text: 'as only the old version understands it', values: ['there | gone'] },
    { text: 'as both versions understand it', values: ['there | there'] },
    { text: 'as neither version understands it', values: ['gone | gone'] },
  ],
  partition: [
    { text: 'by key', values: ['given'] },
    { text: 'not by key', values: ['not given'] },
  ],
  sort: [
    { text: 'no sort key', values: ['not given'] },
    { text: 'with a sort key', values: ['equal', 'otherwise'] },
    { text: 'by one sort key', values: ['equal'] },
    { text: 'by a range of sort keys', values: ['otherwise'] },
  ],
}

/** A name as it stands in a condition: quoted, without blanks, where it could be read as something else. */
export function nameText(name: string): string {
  const isPlain = /^[\w:./@-]+$/.test(name) && !['or', 'of', 'in'].includes(name)
  return isPlain
    ? name
    : JSON.stringify(name).replaceAll(/[ ;]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)
}

function markPhrases(role: Role, mark: string, manner: Manner): readonly Phrase[] {
  const field = 'field' in role ? nameText(role.field) : ''
  if (mark === 'sent') return yesOrNo(`${field} in the input`, `${field} not in the input`)
  if (mark === 'another asked for')
    return yesOrNo(
      `event ${field} is not the argument ${field}`,
      `event ${field} is any or the argument ${field}`,
    )
  if (mark === 'hit') {
    const subject = manner === 'event' ? `event ${field}` : `row ${field}`
    const { is, isNot } = held(role, subject)
    return yesOrNo(is, isNot)
  }
  if (mark === 'last')
    return yesOrNo(
      `${field} is the last that was asked for`,
      `${field} is not the last that was asked for`,
    )
  return yesOrNo(`${field} is of the claim's type`, `${field} is not of the claim's type`)
}

function yesOrNo(yes: string, no: string): readonly Phrase[] {
  return [
    { text: yes, values: ['yes'] },
    { text: no, values: ['no'] },
  ]
}

function rolePhrases(role: Role, groups: readonly string[], manner: Manner): readonly Phrase[] {
  switch (role.kind) {
    case 'static-group':
      return groupPhrases(groups, nameText(role.claim))
    case 'owner':
    case 'dynamic-group':
      return itemPhrases(role, manner)
    case 'private':
      return principalPhrases({ granted: 'caller is signed in', refused: 'caller is a guest' })
    case 'public':
    case 'custom':
      return principalPhrases({ granted: 'caller is a guest', refused: 'caller is signed in' })
  }
}

function groupPhrases(groups: readonly string[], claim: string): readonly Phrase[] {
  const names = groups.map(nameText).join(' or ')
  return [
    { text: `caller in ${names} of ${claim}`, values: ['granted'] },
    { text: `caller not in ${names} of ${claim}`, values: ['claim-missing', 'not-in-group'] },
    { text: `caller has no ${claim}`, values: ['claim-missing'] },
    { text: `caller in groups other than ${names} of ${claim}`, values: ['not-in-group'] },
  ]
}

function principalPhrases(text: {
  readonly granted: string
  readonly refused: string
}): readonly Phrase[] {
  return [
    { text: text.granted, values: ['granted'] },
    { text: text.refused, values: ['not-this-principal'] },
  ]
}

type ItemRole = Extract<Role, { kind: 'owner' | 'dynamic-group' }>

const missed = ['not-the-owner', 'not-in-item-groups', 'miss'] as const

function itemPhrases(role: ItemRole, manner: Manner): readonly Phrase[] {
  const claim = nameText(role.claim)
  const { none, some } = hasClaim(role, claim)
  const { is, isNot } = held(role, `${subjects[manner]}${nameText(role.field)}`)
  const field = nameText(role.field)
  const absent = manner === 'event' ? `no argument ${field}` : `input without ${field}`
  const has = ['granted', 'hit', 'fills-owner', 'owner-is-null', 'imposes-filter', 'imposes-key']
  return [
    { text: is, values: ['granted', 'hit'] },
    ...(manner === 'item'
      ? [{ text: isNot, values: [...missed, 'claim-missing', 'imposes-filter'] }]
      : []),
    { text: none, values: ['claim-missing'] },
    { text: some, values: [...has, ...missed] },
    { text: manner === 'item' ? `${isNot}, who has one` : isNot, values: [...missed] },
    { text: absent, values: ['fills-owner', ...(manner === 'event' ? ['imposes-filter'] : [])] },
    { text: `input ${field} is null`, values: ['owner-is-null'] },
    { text: `no key of ${field}`, values: ['imposes-key'] },
    ...(manner === 'item' ? [{ text: `${some}, no item`, values: ['imposes-filter'] }] : []),
  ]
}

/** Groups of a list and of a single value are read from the claim in two ways. */
function hasClaim(
  { kind, list }: ItemRole,
  claim: string,
): { readonly none: string; readonly some: string } {
  if (kind === 'owner') return { none: `caller has no ${claim}`, some: `caller has ${claim}` }
  return list
    ? { none: `caller lists no ${claim}`, some: `caller lists some ${claim}` }
    : { none: `caller in no ${claim}`, some: `caller in some ${claim}` }
}

const subjects: Readonly<Record<Manner, string>> = { input: 'input ', item: '', event: 'argument ' }

/** How a field is held against a claim. */
function held(role: Role, subject: string): { readonly is: string; readonly isNot: string } {
  const claim = 'claim' in role ? nameText(role.claim) : ''
  const isList = 'list' in role && role.list
  if (role.kind === 'dynamic-group')
    return isList
      ? {
          is: `${subject} has a group of caller's ${claim}`,
          isNot: `${subject} has no group of caller's ${claim}`,
        }
      : {
          is: `${subject} is in caller's ${claim}`,
          isNot: `${subject} is not in caller's ${claim}`,
        }
  return isList
    ? {
        is: `${subject} contains caller's ${claim}`,
        isNot: `${subject} does not contain caller's ${claim}`,
      }
    : { is: `${subject} is caller's ${claim}`, isNot: `${subject} is not caller's ${claim}` }
}

/** What a subscription hears through these roles. */
export function filterWords(roles: readonly Role[]): string {
  return roles
    .map((role) => held(role, 'field' in role ? nameText(role.field) : '').is)
    .toSorted()
    .join(' or ')
}
