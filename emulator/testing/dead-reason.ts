import { decisionReasons } from '../authorization/decision.ts'
import { reasons } from '../authorization/role-evaluation.ts'
import { refusalReasons } from '../identity/refusal.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import type { ModelPolicy } from '../policy/compile-policy.ts'
import { isItemRole } from '../policy/role.ts'
import type { Role } from '../policy/role.ts'
import type { World } from '../world.ts'
import type { RefusalWord } from './answer.ts'
import type { Operation } from './request.ts'

const words: readonly string[] = [...reasons, ...decisionReasons, ...refusalReasons, 'hidden']

/** What only some rules can say: which rule that takes. */
const rulesFor: Readonly<
  Partial<Record<RefusalWord, readonly [rule: string, has: (policy: ModelPolicy) => boolean]>>
> = {
  'claim-missing': ['a rule that reads a claim', hasRole((role) => 'claim' in role)],
  'not-the-owner': ['an owner rule', hasRole(({ kind }) => kind === 'owner')],
  'owner-is-null': ['an owner rule', hasRole(({ kind }) => kind === 'owner')],
  'not-in-group': ['a rule with groups', hasRole(({ kind }) => kind === 'static-group')],
  'not-in-item-groups': [
    'a rule with groups of the item',
    hasRole((role) => isItemRole(role) && role.kind === 'dynamic-group'),
  ],
  'not-this-principal': ['a rule for the identity pool', hasRole(({ mode }) => mode === 'iam')],
  'not-every-field': [
    'a rule that holds delete on some fields only',
    ({ partialDelete }) => partialDelete.length > 0,
  ],
}

/** Why nobody can be refused for this reason; undefined: somebody can. */
export function deadReason(
  { policy }: Pick<World, 'policy'>,
  asked: {
    readonly reason: RefusalWord
    readonly operation: Operation
    readonly isItem: boolean
    readonly model: string
  },
): string | undefined {
  const { reason, operation, isItem, model } = asked
  if (!words.includes(reason)) return `there is no such reason${didYouMean(reason, words)}`
  if (reason === 'hidden' && !(isItem && (operation === 'list' || operation === 'hear')))
    return 'only the list or hear of an item can leave it out without an error'
  const [rule, has] = rulesFor[reason] ?? []
  const modelPolicy = policy().models.get(model)
  if (has === undefined || modelPolicy === undefined || has(modelPolicy)) return undefined
  return `"${model}" does not have ${rule}`
}

function hasRole(is: (role: Role) => boolean): (policy: ModelPolicy) => boolean {
  return ({ matrix }) => matrix.roles.some(is)
}
