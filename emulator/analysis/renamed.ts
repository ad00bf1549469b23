import type { Case } from './case.ts'

/** A case with names that people read, as long as that changes nothing: alice asks, bob is somebody else, team-a is a group. */
export function renamed(asked: Case, isSame: (one: Case) => boolean): Case {
  const names = new Map<string, string>()
  const text = JSON.stringify([asked.attributes, asked.given, claimsOf(asked)])
  const found = text.match(/(?:me-by|team-of)-[^"\\:,]+|somebody-else/g) ?? []
  for (const symbol of new Set(found)) names.set(symbol, nameFor(symbol, names))
  const change = (value: unknown): unknown => replaced(value, names)
  const { identity } = asked
  const readable: Case = {
    ...asked,
    attributes: changed(asked.attributes, change),
    given: changed(asked.given, change),
    identity:
      'claims' in identity ? { ...identity, claims: changed(identity.claims, change) } : identity,
  }
  return isSame(readable) ? readable : asked
}

function claimsOf({ identity }: Case): unknown {
  return 'claims' in identity ? identity.claims : {}
}

function nameFor(symbol: string, taken: ReadonlyMap<string, string>): string {
  if (symbol === 'somebody-else') return 'bob'
  const [first, more] = symbol.startsWith('team-of') ? ['team-a', 'team-'] : ['alice', 'alice-']
  const used = [...taken.values()]
  return used.includes(first) ? `${more}${used.length + 1}` : first
}

function changed<T extends object>(item: T, change: (value: unknown) => unknown): T {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, change(value)])) as T
}

/** Longest symbols first: one may begin as another does. */
function replaced(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((element) => replaced(element, names))
  if (typeof value !== 'string') return value
  const symbols = [...names.keys()].toSorted((one, other) => other.length - one.length)
  return symbols.reduce((text, symbol) => text.replaceAll(symbol, names.get(symbol) ?? ''), value)
}
