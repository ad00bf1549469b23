import type { DiffEntry } from '../analysis/diff-entries.ts'
import { witnessOf } from '../analysis/witness.ts'
import type { KnownCaller } from '../analysis/witness.ts'

const verbs = { gained: 'may now', lost: 'may no longer', shape: 'is answered otherwise:' } as const

/** A change in a sentence, for somebody of the project where there is one, e.g. `gained: holly may now read "ssn" of Employee`. */
export function changeSentences(
  { change, subject, mode, who, on, wanted }: DiffEntry,
  callers: readonly KnownCaller[],
): readonly string[] {
  return wanted.map((one) => {
    const persona = witnessOf(one, callers)?.persona
    const kind = who.length === 0 ? `any caller of mode ${mode}` : who.join('; ')
    const caller = persona === undefined ? kind : `${persona} (${kind})`
    const where = on.length === 0 ? '' : `, where ${on.join('; ')}`
    return `${change === 'shape' ? 'changed' : change}: ${caller} ${verbs[change]} ${deed(one.capability, subject)}${where}`
  })
}

function deed(capability: string, subject: string): string {
  const [verb = '', name = ''] = capability.split(/ (.*)/s)
  switch (verb) {
    case 'set':
      return `set "${name}" of ${subject}`
    case 'clear':
      return `set "${name}" of ${subject} to null`
    case 'send':
      return `create ${subject} with "${name}"`
    case 'filter':
      return `filter ${subject} by "${name}"`
    case 'read':
    case 'follow':
      return `${verb} "${name}" of ${subject}`
    case 'query':
    case 'call':
      return `${verb} ${name}`
    case 'hear':
      return `hear events of ${subject}`
    case 'listen':
      return `subscribe to ${subject}`
    default:
      return `${verb} ${subject}`
  }
}
