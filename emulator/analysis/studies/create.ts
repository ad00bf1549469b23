import { decideCreate } from '../../authorization/decisions/create.ts'
import { evaluateOnInput } from '../../authorization/evaluate-role.ts'
import type { Decision } from '../../authorization/decision.ts'
import type { Item } from '../../model/item.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import { isItemRole } from '../../policy/role.ts'
import type { ItemRole, Role } from '../../policy/role.ts'
import type { Case, Outcome, Study } from '../case.ts'
import { admits, inputFields } from '../input-fields.ts'
import { answered, askAbout, observationsOf, offering } from './answers.ts'

/** `createTodo`: the attributes are those of the input that some role looks at; every other field is a column of the outcome. */
export const create: Study = {
  name: 'create',
  roles: ({ policy }) => policy?.create.map(({ role }) => role) ?? [],
  matrix: ({ policy }) => policy?.matrix,
  carries: ({ policy }, field, value) =>
    policy !== undefined &&
    inputFields(policy.model).includes(field) &&
    admits(policy.model, field, value),
  requires: ({ policy }, field) =>
    policy?.model.fields.some(({ name, required }) => name === field && required) ?? false,
  facts: {},
  ask(side, asked) {
    return askAbout(side, asked, {
      about: offering(side, 'create'),
      gate: ({ gates }) => gates.create,
      ask: (policy) => {
        const decision = decide(policy, asked, smallestInput(policy, asked))
        const seen = observationsOf(decision, ({ role, reason }) =>
          isReadBy(asked, role) && role.field in asked.attributes ? `${reason}, sent` : reason,
        )
        return answered(seen, () => outcomeOf(policy, asked, decision))
      },
    })
  },
}

/** What no request can leave out is in every one, and so are default values: AWS fills them in before it asks the rules. */
function smallestInput({ model }: ModelPolicy, { attributes }: Case): Item {
  const required = model.fields.filter(
    (field) => field.relation === undefined && (field.required || field.defaultValue !== undefined),
  )
  return { ...Object.fromEntries(required.map(({ name }) => [name, 'x'])), ...attributes }
}

/** Of a field that roles look at, sending it is another case. */
export const seenByRoles = 'seen by roles'

function decide(policy: ModelPolicy, { identity }: Case, input: Item): Decision {
  return decideCreate(policy.create, input, (role, view) =>
    evaluateOnInput(role, identity, view ?? input),
  )
}

function outcomeOf(policy: ModelPolicy, asked: Case, decision: Decision): Outcome {
  if (decision.reason === 'no-role-matches' || decision.reason === 'no-role-for-operation')
    return { answer: 'refuse' }
  const foreign = Object.keys(asked.attributes).filter(
    (name) => !inputFields(policy.model).includes(name),
  )
  if (foreign.length > 0) return { answer: 'gone' }
  const read = new Set(
    policy.create.flatMap(({ role }) => (isReadBy(asked, role) ? [role.field] : [])),
  )
  const denied = decision.deniedFields ?? []
  const columns = inputFields(policy.model).map(
    (name) =>
      [`send ${name}`, read.has(name) ? seenByRoles : mayAlsoSend(policy, asked, name)] as const,
  )
  return {
    answer: denied.length === 0 ? 'allow' : `refuse ${denied.toSorted().join(', ')}`,
    ...Object.fromEntries(columns),
    ...setsOf(decision),
  }
}

/** Roles of other modes look at nothing: to this caller their fields are like any others. */
function isReadBy({ identity }: Case, role: Role): role is ItemRole {
  return isItemRole(role) && role.mode === identity.mode
}

function mayAlsoSend(policy: ModelPolicy, asked: Case, name: string): 'yes' | 'no' {
  const { deniedFields = [] } = decide(policy, asked, {
    ...smallestInput(policy, asked),
    [name]: 'x',
  })
  return deniedFields.includes(name) ? 'no' : 'yes'
}

/** Which claim an absent owner becomes; the value itself is the request's. */
function setsOf({ trace, fills = {} }: Decision): Outcome {
  const names = Object.keys(fills).map((field) => {
    const by = trace.findLast(
      ({ role, reason }) => reason === 'fills-owner' && isItemRole(role) && role.field === field,
    )
    return [`sets ${field}`, by !== undefined && 'claim' in by.role ? by.role.claim : ''] as const
  })
  return Object.fromEntries(names)
}
