import type { Decision } from '../../authorization/decision.ts'
import { decideItem } from '../../authorization/decisions/item.ts'
import { decideRelation } from '../../authorization/decisions/relation.ts'
import { evaluateForKey } from '../../authorization/evaluate-key.ts'
import { evaluateForRead } from '../../authorization/evaluate-role.ts'
import type { Identity } from '../../identity/identity.ts'
import type { Relation } from '../../model/definition.ts'
import { matchesFilter } from '../../model/matches-filter.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { Case, Outcome, Side, Study } from '../case.ts'
import { answered, askAbout, observationsOf } from './answers.ts'
import { isStored } from './stored-item.ts'

/** A relation from an item that the caller was given to one related item: shown, refused, hidden, left out. */
export function follow(field: string): Study {
  return {
    name: `follow ${field}`,
    roles: (side) => relationOf(side, field)?.related.relation ?? [],
    matrix: (side) => relationOf(side, field)?.related.matrix,
    requires: (side, name) =>
      relationOf(side, field)?.related.model.identifier.includes(name) ?? false,
    facts: { item: ['stored', 'missing'], source: ['query', 'mutation'] },
    ask(side, asked) {
      return askAbout(side, asked, {
        about: relationOf(side, field),
        gate: ({ related }) => related.gates.type,
        ask: (followed) => {
          const decision = decide(followed, asked.identity)
          const seen = observationsOf(decision, ({ reason, terms = [] }) =>
            isStored(asked) && terms.some((term) => matchesFilter(asked.attributes, term))
              ? `${reason}, hit`
              : reason,
          )
          return answered(seen, () => outcomeOf(followed, decision, asked))
        },
      })
    },
  }
}

interface Followed {
  readonly kind: Relation['kind']
  readonly isRedacted: boolean
  readonly related: ModelPolicy
}

function relationOf({ policy, policies }: Side, field: string): Followed | undefined {
  const found = policy?.model.fields.find(({ name }) => name === field)
  const related = policies.get(found?.type ?? '')
  if (found?.relation === undefined || policy === undefined || related === undefined)
    return undefined
  return { kind: found.relation.kind, isRedacted: policy.redactedRelations.has(field), related }
}

function decide({ kind, related }: Followed, identity: Identity): Decision {
  const [partitionKey = 'id', ...sorts] = related.model.identifier
  const own = sorts.length === 0 ? [partitionKey] : [partitionKey, sorts.join('#')]
  return decideRelation({
    roles: related.relation,
    keyAttributes: kind === 'hasMany' ? [] : own,
    observe: (role) => evaluateForRead(role, identity),
    observeKey: (role) => evaluateForKey(role, identity, undefined),
  })
}

function outcomeOf({ kind, isRedacted }: Followed, decision: Decision, asked: Case): Outcome {
  const isDenied = decision.effect === 'deny'
  if (isRedacted && asked.facts['source'] === 'mutation')
    return { answer: isDenied ? 'refuse' : 'left out' }
  if (isDenied) return { answer: 'refuse' }
  if (!isStored(asked)) return { answer: 'null without error' }
  const settled = decideItem(decision, asked.attributes, matchesFilter)
  if (settled.effect !== 'deny') return { answer: 'show' }
  return { answer: kind === 'hasMany' ? 'hide' : 'refuse' }
}
