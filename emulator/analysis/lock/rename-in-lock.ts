import type { Fact } from '../facts.ts'
import type { Rename } from '../rename.ts'
import { nameText } from '../words.ts'
import type { Lock } from './lock-file.ts'

/** A lock in the newer version's words. */
export function renameInLock(lock: Lock, rename: Rename): Lock {
  const { model, field, to } = rename
  const facts = lock.facts.map((fact) => {
    if (fact.subject !== model) return fact
    return field === undefined ? { ...fact, subject: to } : withField(fact, field, to)
  })
  return { ...lock, facts }
}

function withField(fact: Fact, from: string, to: string): Fact {
  const [kind = '', name] = fact.question.split(/ (.*)/s)
  const change = changeOf(nameText(from), nameText(to))
  return {
    ...fact,
    question: name === from ? `${kind} ${to}` : fact.question,
    when: fact.when.map(change),
    outcome: fact.outcome
      .replaceAll(/\{([^}]*)\}/g, (_, names: string) => `{${renamedList(names, from, to)}}`)
      .replaceAll(/sets (\S+) to/g, (all, set: string) => (set === from ? `sets ${to} to` : all))
      .replace(/(?<=^filtered by ).+/, change),
  }
}

function renamedList(names: string, from: string, to: string): string {
  return names
    .split(', ')
    .map((name) => (name === from ? to : name))
    .toSorted()
    .join(', ')
}

/** Where conditions have the name of a field; claims and groups may be called the same. */
function changeOf(from: string, to: string): (text: string) => string {
  const name = from.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const before = String.raw`(^| or )((?:(?:row|input|argument|event) )?)`
  const after = '(?= (?:is|contains|does not contain|has|in the input|not in the input)\\b)'
  const held = new RegExp(`${before}${name}${after}`, 'g')
  const alone = new RegExp(`(input without |no argument |no key of )${name}(?=$| or )`, 'g')
  return (text) => text.replaceAll(held, `$1$2${to}`).replaceAll(alone, `$1${to}`)
}
