import type { Decision } from '../../authorization/decision.ts'
import { decideListen } from '../../authorization/decisions/listen.ts'
import { evaluateForListen } from '../../authorization/evaluate-listen.ts'
import { shownOwner } from '../../authorization/shown-owner.ts'
import type { Item } from '../../model/item.ts'
import { isNumericScalar } from '../../model/scalars.ts'
import { matchesFilterGroups, toFilterGroups } from '../../model/subscription-filter.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import { isItemRole } from '../../policy/role.ts'
import type { Case, Study } from '../case.ts'
import { filterWords } from '../words.ts'
import { answered, askAbout, observationsOf } from './answers.ts'

/** `onCreateTodo` and its like: may the caller subscribe, and does one event reach him? */
export const listen: Study = {
  name: 'listen',
  roles: ({ policy }) => policy?.listen ?? [],
  matrix: ({ policy }) => policy?.matrix,
  requires: () => false,
  arguments: true,
  facts: { clientFilter: ['none', 'given'] },
  ask(side, asked) {
    return askAbout(side, asked, {
      about: side.policy !== undefined && hasSubscription(side.policy) ? side.policy : undefined,
      hasArguments: (policy) => hasArguments(policy, asked),
      gate: ({ gates }) => gates.listen,
      ask: (policy) => {
        const hasFilter = asked.facts['clientFilter'] === 'given'
        const decision = decideListen(
          policy.listen,
          (role) => evaluateForListen(role, asked.identity, asked.given),
          hasFilter,
        )
        const event = eventOf(policy, asked.attributes)
        const seen = observationsOf(decision, ({ role, reason, terms = [] }) => {
          const hit = terms.some((term) => matchesFilterGroups(event, toFilterGroups(term)))
          const another = isItemRole(role) && !isAsked(asked, event, role.field)
          return `${reason}${hit ? ', hit' : ''}${another ? ', another asked for' : ''}`
        })
        return answered(seen, () =>
          decision.effect === 'deny'
            ? { answer: 'refuse' }
            : {
                answer: 'connect',
                filter: filterOf(decision),
                event: hears(decision, asked, event) ? 'hear' : 'not hear',
              },
        )
      },
    })
  },
}

/** Owner roles that may listen give the subscription its arguments, whatever their mode. */
function hasArguments({ listen: roles }: ModelPolicy, { given }: Case): boolean {
  const known = roles.flatMap((role) => (role.kind === 'owner' && !role.list ? [role.field] : []))
  return Object.keys(given).every((name) => known.includes(name))
}

/** Which roles select the events; their terms themselves hold values of the token. */
function filterOf({ filter, trace }: Decision): string {
  if (filter === undefined) return 'none'
  return filterWords(trace.filter(({ terms = [] }) => terms.length > 0).map(({ role }) => role))
}

function hasSubscription({ model }: ModelPolicy): boolean {
  return (['onCreate', 'onUpdate', 'onDelete'] as const).some(
    (name) => !model.disabled.includes(name),
  )
}

/** What a mutation would publish: owners as they are shown, protected fields null; what the type does not have never shows. */
function eventOf(policy: ModelPolicy, item: Item): Item {
  const { model, ownerFields } = policy
  const known = [...model.fields, ...ownerFields].map(({ name }) => name)
  const shown = Object.entries(item).filter(([name]) => known.includes(name))
  return Object.fromEntries(
    shown.map(([name, value]) => {
      const published = publishedValue(policy, name, value)
      return [name, isText(policy, name) ? answeredText(published) : published]
    }),
  )
}

function publishedValue(policy: ModelPolicy, name: string, value: unknown): unknown {
  const { model, ownerFields, protectedFields } = policy
  if (ownerFields.some((field) => field.name === name && field.returnsLastPart))
    return shownOwner(value)
  return protectedFields.has(name) && model.feedsSubscriptions ? null : value
}

/** Owner fields that nobody declared are texts. */
function isText({ model }: ModelPolicy, name: string): boolean {
  const declared = model.fields.find((field) => field.name === name)
  return declared === undefined || !isNumericScalar(declared.type)
}

/** An event is what a mutation answered, where a text is a text whatever was stored. */
function answeredText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(answeredText)
  return typeof value === 'number' ? String(value) : value
}

/** A filter selects alone; without one every argument must be what the event says. */
function hears({ filter }: Decision, asked: Case, event: Item): boolean {
  if (filter !== undefined) return matchesFilterGroups(event, toFilterGroups(filter))
  if (asked.facts['clientFilter'] === 'given') return true
  return Object.keys(asked.given).every((field) => isAsked(asked, event, field))
}

function isAsked({ given }: Case, event: Item, field: string): boolean {
  return (given[field] ?? null) === null || given[field] === event[field]
}
