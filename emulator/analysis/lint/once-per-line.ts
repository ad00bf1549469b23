import type { Finding } from './lint-rule.ts'

/** A rule of the schema stands in many models: what is found of it in each is one finding, which names the others. */
export function oncePerLine(findings: readonly Finding[]): readonly Finding[] {
  const found = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { place, message, fix } = finding
    // Without a place nothing says that two rules are one.
    const key = place === undefined ? `${found.size}` : JSON.stringify([place, message, fix])
    found.set(key, [...(found.get(key) ?? []), finding])
  }
  return [...found.values()].flatMap(joined)
}

function joined([first, ...others]: readonly Finding[]): readonly Finding[] {
  if (first === undefined) return []
  if (others.length === 0) return [first]
  const names = [first, ...others].map(({ about }) => about)
  return [{ ...first, message: `${first.message} (in ${names.join(', ')})` }]
}
