import { createRandom } from './random.ts'
import type { Random } from './random.ts'
import type { Scenario } from './scenario.ts'

/** A program for data-schema's builder, an expression over `a`, and the modes that its rules need. */
export type RandomDefinition = Pick<Scenario, 'authModes'> & {
  readonly schema: { readonly gen2: string }
}

const scalars = [
  'string',
  'integer',
  'float',
  'boolean',
  'id',
  'date',
  'time',
  'datetime',
  'timestamp',
  'email',
  'json',
  'phone',
  'url',
  'ipAddress',
] as const
const keyScalars = ['string', 'integer', 'float', 'id', 'date', 'datetime', 'timestamp'] as const
const modelNames = ['Post', 'person', 'Category', 'OrderLine', 'Status', 'Data'] as const
const operations = [
  'queries',
  'mutations',
  'subscriptions',
  'list',
  'get',
  'create',
  'update',
  'delete',
  'onCreate',
  'onUpdate',
  'onDelete',
] as const

interface Maker {
  readonly random: Random
  readonly enums: readonly string[]
  readonly customTypes: readonly string[]
  readonly rules: readonly [string, ...string[]]
}

interface ModelParts {
  readonly name: string
  readonly identifier: readonly KeyField[]
  readonly fields: string[]
}

interface KeyField {
  readonly name: string
  readonly scalar: string
}

/** The definition of a seed: most that the builder can write, little of which AWS refuses. */
export function randomDefinition(seed: number): RandomDefinition {
  const random = createRandom(seed)
  const [authModes, rules] = randomModes(random)
  const maker = {
    random,
    rules,
    enums: random.some(['Kind', 'Level'], 2),
    customTypes: random.some(['Place', 'span'], 2),
  }
  const names = random.some(modelNames, 4)
  const models = (names.length === 0 ? ['Todo'] : names).map((name) => modelParts(maker, name))
  for (const _ of models) relate(maker, models)
  const types = [...sharedTypes(maker), ...models.map((model) => modelText(maker, model))]
  const own = `a.schema({ ${[...types, ...operationTexts(maker, models)].join(',\n')} })`
  const other = `a.schema({ Apart: a.model({ v: ${fieldText(maker)} }).authorization(${rulesText(maker, 'model')}) })`
  return { authModes, schema: { gen2: random.chance(0.2) ? `a.combine([${own}, ${other}])` : own } }
}

function randomModes(random: Random): [Scenario['authModes'], Maker['rules']] {
  const [defaultMode, additional] = random.pick<
    [Scenario['authModes']['default'], NonNullable<Scenario['authModes']['additional']>]
  >([
    ['userPool', ['apiKey', 'lambda']],
    ['userPool', []],
    ['oidc', ['apiKey']],
    ['apiKey', ['userPool']],
  ])
  const provider = defaultMode === 'oidc' ? `'oidc'` : ''
  const rules = [
    `allow.owner(${provider})`,
    `allow.ownerDefinedIn('author'${provider === '' ? '' : `, ${provider}`})`,
    `allow.authenticated(${provider})`,
    `allow.group('Admins'${provider === '' ? '' : `, ${provider}`})`,
    ...(defaultMode === 'apiKey' || additional.includes('apiKey') ? ['allow.publicApiKey()'] : []),
    ...(defaultMode === 'oidc' ? [] : ['allow.guest()', `allow.authenticated('identityPool')`]),
    ...(additional.includes('lambda') ? ['allow.custom()'] : []),
  ]
  const authModes = { default: defaultMode, additional }
  return [authModes, [rules[0] ?? 'allow.owner()', ...rules.slice(1)]]
}

/** Where rules stand; operations know neither items nor identity pools, nor the groups of another issuer. */
type Bearer = 'model' | 'field' | 'operation'

const notOnOperations = /owner|guest|identityPool|group\('Admins', 'oidc'/
const grants = {
  model: ['', '', `.to(['read'])`, `.to(['create', 'update'])`, `.to(['get', 'listen'])`],
  field: ['', `.to(['read'])`, `.to(['create', 'delete'])`],
  operation: [''],
} as const satisfies Record<Bearer, readonly string[]>

function rulesText({ random, rules }: Maker, bearer: Bearer): string {
  const usable =
    bearer === 'operation' ? rules.filter((rule) => !notOnOperations.test(rule)) : rules
  const chosen = random.some(usable, 3)
  const [first = 'allow.authenticated()'] = usable
  const written = (chosen.length === 0 ? [first] : chosen).map(
    (rule) => `${rule}${random.pick<string>(grants[bearer])}`,
  )
  return `(allow) => [${written.join(', ')}]`
}

function fieldText(maker: Maker): string {
  const { random, enums, customTypes } = maker
  const [name] = random.some([...enums, ...customTypes], 1)
  if (name !== undefined && random.chance(0.3))
    return `a.ref('${name}')${random.pick(['', '.required()', '.array()', '.array().required()'])}`
  if (random.chance(0.1)) return `a.enum(['one', 'two'])`
  if (random.chance(0.1)) return `a.customType({ x: a.integer(), y: ${plainText(random)} })`
  if (random.chance(0.1)) return `a.string().default('some')`
  if (random.chance(0.1)) return `a.integer().validate((v) => v.gt(1).lte(9))`
  const text = plainText(random)
  return random.chance(0.1) ? `${text}.authorization(${rulesText(maker, 'field')})` : text
}

function plainText(random: Random): string {
  const forms = [
    '',
    '',
    '.required()',
    '.array()',
    '.required().array()',
    '.array().required()',
  ] as const
  return `a.${random.pick(scalars)}()${random.pick(forms)}`
}

function sharedTypes({ random, enums, customTypes }: Maker): string[] {
  const [nested] = enums
  const inner = nested === undefined ? plainText(random) : `a.ref('${nested}')`
  return [
    ...enums.map((name) => `${name}: a.enum(['low', 'high'])`),
    ...customTypes.map(
      (name) =>
        `${name}: a.customType({ x: ${plainText(random)}, in: ${inner}, deep: a.customType({ z: a.float() }) })`,
    ),
  ]
}

function modelParts(maker: Maker, name: string): ModelParts {
  const { random } = maker
  const count = random.pick([0, 0, 0, 1, 2, 3])
  const identifier = Array.from({ length: count }, (_, index) => ({
    name: `k${index}`,
    scalar: random.pick(keyScalars),
  }))
  const given = [
    ...identifier.map((key) => `${key.name}: a.${key.scalar}().required()`),
    ...(random.chance(0.2) ? ['id: a.id().required()'] : []),
    ...(random.chance(0.2) ? ['createdAt: a.datetime()'] : []),
    ...(random.chance(0.3) ? ['author: a.string()'] : []),
  ]
  const plain = Array.from(
    { length: 1 + random.below(4) },
    (_, index) => `f${index}: ${fieldText(maker)}`,
  )
  return { name, identifier, fields: [...given, ...plain] }
}

/** `a.hasMany()` or `a.hasOne()` between two of them, with its other side and the fields that refer. */
function relate({ random }: Maker, models: readonly ModelParts[]): void {
  const parent = models[random.below(models.length)]
  const child = models[random.below(models.length)]
  if (parent === undefined || child === undefined || random.chance(0.3)) return
  const tag = `r${parent.fields.length}x${child.fields.length}`
  const keys = parent.identifier.length === 0 ? [{ name: 'id', scalar: 'id' }] : parent.identifier
  const required = random.pick(['', '.required()'])
  const references = keys.map((key) => `${tag}${key.name}`)
  child.fields.push(
    ...keys.map((key, index) => `${references[index]}: a.${key.scalar}()${required}`),
    `${tag}of: a.belongsTo('${parent.name}', ${JSON.stringify(references)})`,
  )
  const kind = random.pick(['hasMany', 'hasMany', 'hasOne'])
  parent.fields.push(`${tag}s: a.${kind}('${child.name}', ${JSON.stringify(references)})`)
}

function modelText(maker: Maker, { name, identifier, fields }: ModelParts): string {
  const { random } = maker
  const keys = identifier.map((key) => `'${key.name}'`).join(', ')
  const indexes = fields
    .filter((field) => /: a\.(string|integer|float|id|datetime)\(\)(\.required\(\))?$/.test(field))
    .map((field) => field.slice(0, field.indexOf(':')))
    .filter((field) => field !== 'id' && !identifier.some((key) => key.name === field))
  const disabled = random.chance(0.3) ? random.some(operations, 3) : []
  return [
    `${name}: a.model({ ${fields.join(', ')} })`,
    keys === '' ? '' : `.identifier([${keys}])`,
    random.chance(0.5) ? indexText(random, indexes) : '',
    disabled.length === 0 ? '' : `.disableOperations(${JSON.stringify(disabled)})`,
    `.authorization(${rulesText(maker, 'model')})`,
  ].join('')
}

function indexText(random: Random, fields: readonly string[]): string {
  const [partition, ...sorts] = random.some(fields, 3)
  if (partition === undefined) return ''
  const sorted = sorts.length === 0 ? '' : `.sortKeys(${JSON.stringify(sorts)})`
  const more = random.pick([
    '',
    '',
    `.name('byMany')`,
    `.queryField('findMany')`,
    '.queryField(null)',
    `.projection('KEYS_ONLY')`,
  ])
  return `.secondaryIndexes((index) => [index('${partition}')${sorted}${more}])`
}

/** Queries and mutations behind functions and JS handlers, and subscriptions to what they answer. */
function operationTexts(maker: Maker, models: readonly ModelParts[]): string[] {
  const { random } = maker
  const texts = ['ask', 'Tell']
    .filter(() => random.chance(0.5))
    .map((name) => operationText(maker, name, models))
  const [heard] = models
  if (heard === undefined || !random.chance(0.3)) return texts
  const subscription = `heard: a.subscription().for(a.ref('${heard.name}').mutations(['create'])).authorization(${rulesText(maker, 'operation')}).handler(${javaScript})`
  return [...texts, subscription]
}

const javaScript = `a.handler.custom({ entry: '/handler.js' })`

function operationText(maker: Maker, name: string, models: readonly ModelParts[]): string {
  const { random, customTypes } = maker
  const refs = [...customTypes, ...models.map((model) => model.name)].map(
    (type) => `a.ref('${type}')`,
  )
  const result = random.pick([
    'a.string()',
    plainText(random),
    `a.customType({ ok: a.boolean() })`,
    ...refs,
  ])
  const given = Array.from(
    { length: random.below(3) },
    (_, index) => `g${index}: ${argumentText(maker)}`,
  )
  return [
    `${name}: a.${random.pick(['query', 'mutation'])}()`,
    given.length === 0 ? '' : `.arguments({ ${given.join(', ')} })`,
    `.returns(${result})`,
    `.authorization(${rulesText(maker, 'operation')})`,
    `.handler(${random.pick([javaScript, `a.handler.function('fn')`])})`,
  ].join('')
}

function argumentText({ random, enums, customTypes }: Maker): string {
  const refs = [...enums, ...customTypes].map((type) => `a.ref('${type}')`)
  const [ref] = random.some(refs, 1)
  const form = random.pick(['', '.required()', '.array()'])
  if (ref !== undefined) return `${ref}${form}`
  return random.pick([
    plainText(random),
    `a.customType({ q: a.string() })`,
    `a.enum(['up', 'down'])`,
  ])
}
