/** A JSON value as somebody would write it in TypeScript: `{ title: 'x', owners: ['alice'] }`, on one line. */
export function sourceText(value: unknown): string {
  if (typeof value === 'string') return textLiteral(value)
  if (Array.isArray(value)) return `[${value.map(sourceText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  const members = Object.entries(value).map(
    ([name, member]) => `${nameText(name)}: ${sourceText(member)}`,
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** JSON escapes what must not stand in a literal; the quotes alone are others. */
function textLiteral(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1)
  return `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function nameText(name: string): string {
  // Written plainly, `__proto__` would set the prototype.
  if (name === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : textLiteral(name)
}
