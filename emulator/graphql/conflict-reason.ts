/** Why two fields of one name cannot be merged, in the words of graphql-java's OverlappingFieldsCanBeMerged instead of graphql-js'. */
export function conflictReason(reason: string): string {
  if (reason.startsWith('subfields ')) return `(${subReasons(reason).join(', ')})`
  const fields = /^"(\w+)" and "(\w+)" are different fields$/.exec(reason)
  if (fields) return `${fields[1]} and ${fields[2]} are different fields`
  const types = /^they return conflicting types "(.+)" and "(.+)"$/.exec(reason)
  return types ? typeReason(types[1] ?? '', types[2] ?? '') : reason
}

function subReasons(reason: string): readonly string[] {
  return reason.split(/ and (?=subfields ")/).map((part) => {
    const [, name = '', inner = ''] = /^subfields "(\w+)" conflict because (.*)$/s.exec(part) ?? []
    return `${name}: ${conflictReason(inner)}`
  })
}

/** Looks at the wrappers from the outside in, as graphql-java does. */
function typeReason(left: string, right: string): string {
  if (left.endsWith('!') !== right.endsWith('!')) return 'fields have different nullability shapes'
  if (left.endsWith('!')) return typeReason(left.slice(0, -1), right.slice(0, -1))
  if (left.startsWith('[') !== right.startsWith('[')) return 'fields have different list shapes'
  if (left.startsWith('[')) return typeReason(left.slice(1, -1), right.slice(1, -1))
  return `they return differing types ${left} and ${right}`
}
