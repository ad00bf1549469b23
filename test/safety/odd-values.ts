import type { Random } from '../conformance/random.ts'

const oddNumbers = [
  '1e400',
  '1e300',
  '-1e300',
  '8640000000001',
  '-1e400',
  '9'.repeat(400),
  '-0',
  '1e-400',
  '0.1e1',
  '9007199254740993',
]
const oddNames = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', 'a b']
const oddTexts = [
  '',
  ' ',
  '\u0000',
  '\uD800',
  '\u2028',
  '%00',
  '%',
  '../../etc/passwd',
  '${7*7}',
  '{{x}}',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '\r\nx: y',
  '🙂'.repeat(50),
  'x'.repeat(5000),
]

/** What one of the makers makes. */
export function oneOf<T>(random: Random, makers: readonly [() => T, ...(() => T)[]]): T {
  return random.pick(makers)()
}

/** Percent-encoded, lone surrogates as the sign for what cannot be read. */
export function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
}

/** Any printable or unprintable characters. */
export function noise(random: Random, most = 60): string {
  const codes = Array.from({ length: random.below(most) }, () =>
    random.chance(0.8) ? 32 + random.below(95) : random.below(0xffff),
  )
  return String.fromCharCode(...codes)
}

export function oddText(random: Random): string {
  return random.chance(0.7) ? random.pick([oddTexts[0] ?? '', ...oddTexts]) : noise(random)
}

/** JSON text of anything: odd numbers, names of prototypes, depth; sometimes cut off or with a byte turned over. */
export function oddJson(random: Random): string {
  const text = jsonText(random, 3)
  if (random.chance(0.15)) return text.slice(0, random.below(text.length + 1))
  return random.chance(0.1) ? text.replace(/["{}:,]/, noise(random, 3)) : text
}

export function jsonText(random: Random, depth: number): string {
  const leaf = random.below(9)
  if (depth === 0 || leaf < 4) return jsonLeaf(random)
  if (leaf === 4 && random.chance(0.2)) return nested(random)
  const children = Array.from({ length: random.below(4) }, () => jsonText(random, depth - 1))
  if (leaf < 6) return `[${children.join(',')}]`
  const pairs = children.map(
    (child) => `${JSON.stringify(random.pick(['id', ...oddNames]))}:${child}`,
  )
  return `{${pairs.join(',')}}`
}

function jsonLeaf(random: Random): string {
  const text = JSON.stringify(oddText(random))
  return random.pick(['null', 'true', '[]', '{}', text, text, random.pick(['0', ...oddNumbers])])
}

/** Deeper than a call stack is. */
function nested(random: Random): string {
  const depth = random.pick([100, 3000, 9000, 30_000])
  return random.chance(0.5)
    ? '['.repeat(depth) + ']'.repeat(depth)
    : '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)
}

/** A JWT, or what somebody might think one is. */
export function oddToken(random: Random, good: string): string {
  const [head = '', payload = '', signature = ''] = good.split('.')
  const forged = (text: string): string => Buffer.from(text).toString('base64url')
  return oneOf(random, [
    () => noise(random).replaceAll(/[^\x20-\x7e]/g, '?'),
    () => `${forged(oddJson(random))}.${payload}.${signature}`,
    () => `${head}.${forged(oddJson(random))}.${signature}`,
    () => `${head}.${payload}.${forged(noise(random))}`,
    () =>
      `${forged(`{"alg":${oddJson(random)},"kid":${oddJson(random)}}`)}.${payload}.${signature}`,
    () => `${forged('{"alg":"none"}')}.${payload}.`,
    () => `${forged('{"alg":"RS256","crit":["b64"],"b64":false}')}.${payload}.${signature}`,
    () =>
      `${forged('{"alg":"RS256","jku":"http://127.0.0.1:1/","jwk":{}}')}.${payload}.${signature}`,
    () => good.slice(0, random.below(good.length)),
    () => `Bearer ${good}`,
    () => `${good}.${signature}`,
    () => '.'.repeat(random.below(20)),
    () => `AWS4-HMAC-SHA256 Credential=${oddText(random)}/20300101/us-east-1/appsync/aws4_request`,
    () =>
      `AWS4-HMAC-SHA256 Credential=A/20300101/us-east-1/appsync/aws4_request, SignedHeaders=host;x-amz-date;__proto__, Signature=${'0'.repeat(64)}`,
  ])
}

/** A GraphQL document, or nearly. */
export function oddDocument(random: Random): string {
  const depth = random.pick([50, 600, 3000, 12_000])
  return oneOf(random, [
    () => noise(random),
    () => '{ listTodos { items { id } } }'.slice(0, random.below(30)),
    () => '{a'.repeat(depth) + '}'.repeat(depth),
    () => `{ listTodos(filter: ${'{not:'.repeat(depth)}{}${'}'.repeat(depth)}) { items { id } } }`,
    () => `{ listTodos(filter: {or: ${'['.repeat(depth)}${']'.repeat(depth)}}) { items { id } } }`,
    () => `query ($a: ${'['.repeat(depth)}Int${']'.repeat(depth)}) { __typename }`,
    () => `{ getTodo(id: ${JSON.stringify(oddText(random))}) { __proto__ constructor id } }`,
    () => '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    () => `{ ${Array.from({ length: 500 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
    () => 'subscription { onCreateTodo { id } }',
    () => `{ __type(name: "${'x'.repeat(1000)}") { name } }`,
    () => '""" ' + noise(random),
    () => `mutation { createTodo(input: ${oddJson(random)}) { id } }`,
  ])
}
