import type { Decision } from './decision.ts'
import type { RoleEvaluation } from './role-evaluation.ts'

/** The quirks' names; closed and public. */
export const quirkNames = [
  'substring-group',
  'group-text-not-iterated',
  'username-expected',
  'null-is-not-absent',
  'null-needs-delete',
  'delete-needs-every-field',
  'id-counts-as-field',
  'filled-for-others',
  'null-in-mutation-result',
  'left-out-of-mutation-result',
  'relation-key-bypass',
  'key-forgotten',
  'text-equals-number',
] as const
export type Quirk = (typeof quirkNames)[number]

/** A place where the deployed API does what few people expect. */
interface QuirkDefinition {
  readonly quirk: Quirk
  /** What AWS does, and why that surprises. */
  readonly sentence: string
  /** Whether it had a part in the decision. */
  readonly applies: (decision: Decision) => boolean
}

/** Each is kept, because whoever deploys has it; the decision names it. */
const quirks: readonly QuirkDefinition[] = [
  {
    quirk: 'substring-group',
    sentence:
      'AWS looks for a static group with contains(), which on a text is a substring test: the claim is no list, the name merely stands in it',
    applies: someRole(
      ({ role, reason, claim }) =>
        role.kind === 'static-group' &&
        reason === 'granted' &&
        typeof claim?.value === 'string' &&
        claim.value !== role.group,
    ),
  },
  {
    quirk: 'group-text-not-iterated',
    sentence:
      'AWS only iterates the claim when it reads by a list of groups: a text names no group there, though the same text counts for update and delete',
    applies: someRole(
      ({ role, reason, claim }) =>
        role.kind === 'dynamic-group' &&
        role.list &&
        reason === 'claim-missing' &&
        typeof claim?.value === 'string' &&
        claim.value !== '',
    ),
  },
  {
    quirk: 'username-expected',
    sentence:
      'without identityClaim an owner is sub::username, for OIDC too; tokens of most issuers have no username, so nobody is ever the owner',
    applies: someRole(
      ({ role, reason }) =>
        role.kind === 'owner' &&
        reason === 'claim-missing' &&
        role.rule.identityClaim === undefined,
    ),
  },
  {
    quirk: 'null-is-not-absent',
    sentence:
      'an owner that is absent is filled in; one that is sent as null is not, and null names nobody',
    applies: someRole(({ reason }) => reason === 'owner-is-null'),
  },
  {
    quirk: 'null-needs-delete',
    sentence:
      'setting a field to null removes it, which takes "delete" on the field beside "update"',
    applies: ({ deniedNulls = [] }) => deniedNulls.length > 0,
  },
  {
    quirk: 'delete-needs-every-field',
    sentence:
      'a role may delete an item only if it holds "delete" on every field; one field rule without it takes the mutation away',
    applies: someRole(({ reason }) => reason === 'not-every-field'),
  },
  {
    quirk: 'id-counts-as-field',
    sentence:
      'for a role that may not write every field, an id chosen by the client is one more field that it may not send',
    applies: ({ question, deniedFields }) =>
      question === 'create' && deniedFields?.includes('id') === true,
  },
  {
    quirk: 'filled-for-others',
    sentence:
      'an owner rule fills in its field when it is absent, also for callers that another rule admits',
    applies: ({ fills = {}, trace }) =>
      Object.keys(fills).length > 0 && trace.some(({ reason }) => reason === 'granted'),
  },
  {
    quirk: 'null-in-mutation-result',
    sentence:
      'AWS answers a protected field with null in every mutation result, to those who may read it too, because subscribers receive that result',
    applies: ({ reason }) => reason === 'null-in-mutation-result',
  },
  {
    quirk: 'left-out-of-mutation-result',
    sentence:
      'AWS leaves a relation out of mutation results unless both models have the same static readers, because subscribers receive them',
    applies: ({ reason }) => reason === 'left-out-of-mutation-result',
  },
  {
    quirk: 'relation-key-bypass',
    sentence:
      "where an owner field is the related model's key, AWS forgets the owner filter on the way through a relation: any caller with the claim reads the items of others",
    applies: ({ reason }) => reason === 'relation-key-bypass',
  },
  {
    quirk: 'key-forgotten',
    sentence:
      "on an index whose key is the owner, AWS forgets the caller's own items when another rule gives a filter",
    applies: ({ question, effect, trace }) =>
      question === 'index' &&
      effect === 'conditional' &&
      trace.some(({ reason }) => reason === 'imposes-key'),
  },
  {
    quirk: 'text-equals-number',
    sentence:
      'AWS compares a number with a text by their texts in writes, and by their types in reads: the caller may update what no list shows',
    applies: someRole(
      ({ reason, claim, compared }) =>
        reason === 'granted' && isNumberAgainstText(claim?.value, compared?.value),
    ),
  },
]

/** A quirk in words. */
export interface NamedQuirk {
  readonly quirk: Quirk
  readonly sentence: string
}

/** The quirks that had a part in this decision. */
export function quirksOf(decision: Decision): readonly NamedQuirk[] {
  return quirks
    .filter(({ applies }) => applies(decision))
    .map(({ quirk, sentence }) => ({ quirk, sentence }))
}

function someRole(
  applies: (evaluation: RoleEvaluation) => boolean,
): (decision: Decision) => boolean {
  return ({ trace }) => trace.some(applies)
}

function isNumberAgainstText(one: unknown, other: unknown): boolean {
  const types = [typeof one, typeof other]
  return types.includes('number') && types.includes('string')
}
