/** Names as a sentence has them: `"a"`, `"a" and "b"`, `"a", "b" and 3 more`. */
export function quotedList(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`)
  if (quoted.length > 3) return `${quoted.slice(0, 2).join(', ')} and ${quoted.length - 2} more`
  const [last = '', ...before] = quoted.toReversed()
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`
}
