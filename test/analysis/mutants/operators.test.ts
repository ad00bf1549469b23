import assert from 'node:assert/strict'
import { test } from 'node:test'

import { mutantsOf } from '../../../emulator/analysis/mutants/all-mutants.ts'
import { loadScenario } from '../../conformance/load-scenario.ts'

interface Operators {
  readonly title: string
  /** Text of the builder. */
  readonly schema: string
  /** Mutants of these operators … */
  readonly of: RegExp
  /** … are all of these, in this order. */
  readonly ids: readonly string[]
}

const promises: readonly Operators[] = [
  {
    title: 'every rule can be dropped, but for the only rule of an operation',
    schema: `a.schema({
      T: a.model({ x: a.string() }).authorization((allow) => [allow.owner('oidc'), allow.authenticated('oidc')]),
      one: a.query().returns(a.string()).handler(a.handler.function('f')).authorization((allow) => [allow.authenticated('oidc')]),
      two: a.query().returns(a.string()).handler(a.handler.function('f')).authorization((allow) => [allow.authenticated('oidc'), allow.group('A', 'oidc')]),
    })`,
    of: /:drop$/,
    ids: ['T#0:drop', 'T#1:drop', 'Query.two#0:drop', 'Query.two#1:drop'],
  },
  {
    title: 'operations are taken from a rule and given to it; "read" is what it stands for',
    schema: `a.schema({
      T: a.model({ x: a.string() }).authorization((allow) => [allow.authenticated('oidc').to(['read', 'create'])]),
    })`,
    of: /-op/,
    ids: [
      'T#0:widen-ops',
      'T#0:narrow-op(create)',
      'T#0:narrow-op(get)',
      'T#0:narrow-op(list)',
      'T#0:narrow-op(listen)',
      'T#0:add-op(update)',
      'T#0:add-op(delete)',
    ],
  },
  {
    title: 'the only operation is not taken: that would be to drop the rule',
    schema: `a.schema({
      T: a.model({ x: a.string() }).authorization((allow) => [allow.authenticated('oidc').to(['create'])]),
    })`,
    of: /narrow-op/,
    ids: [],
  },
  {
    title: 'whoever signed in is let through where no rule says so already',
    schema: `a.schema({
      T: a.model({ x: a.string(), teams: a.string().array() }).authorization((allow) => [
        allow.owner('oidc'), allow.groupsDefinedIn('teams', 'oidc'), allow.group('A', 'oidc'),
      ]),
      U: a.model({ x: a.string() }).authorization((allow) => [allow.owner('oidc'), allow.authenticated('oidc')]),
    })`,
    of: /-to-/,
    ids: [
      'T#0:owner-to-authenticated',
      'T#1:owner-to-authenticated',
      'T#2:group-to-authenticated',
      'U#1:authenticated-to-public',
    ],
  },
  {
    title: 'claims are exchanged for others that the schema uses, and for the defaults',
    schema: `a.schema({
      T: a.model({ x: a.string() }).authorization((allow) => [
        allow.owner('oidc').identityClaim('user_id'), allow.group('A', 'oidc').withClaimIn('teams'),
      ]),
      U: a.model({ x: a.string() }).authorization((allow) => [allow.owner('oidc').identityClaim('email')]),
    })`,
    of: /-claim/,
    ids: [
      'T#0:owner-claim(email)',
      'T#0:owner-claim(sub)',
      'T#1:group-claim(cognito:groups)',
      'U#0:owner-claim(user_id)',
      'U#0:owner-claim(sub)',
    ],
  },
  {
    title: 'owners are looked for in the first other text, lists of owners in another list',
    schema: `a.schema({
      T: a.model({ n: a.integer(), title: a.string(), owners: a.string().array(), tags: a.string().array() }).authorization((allow) => [
        allow.owner('oidc'), allow.ownersDefinedIn('owners', 'oidc').identityClaim('email'),
      ]),
    })`,
    of: /owner-field/,
    ids: ['T#0:owner-field(title)', 'T#1:owner-field(tags)'],
  },
  {
    title: 'groups are renamed, left out, added, and spelled in the other case',
    schema: `a.schema({
      T: a.model({ x: a.string() }).authorization((allow) => [allow.groups(['A', 'b'], 'oidc')]),
      U: a.model({ x: a.string() }).authorization((allow) => [allow.group('7', 'oidc')]),
    })`,
    of: /group\(|swap/,
    ids: [
      'T#0:change-group(A)',
      'T#0:change-group(b)',
      'T#0:drop-group(A)',
      'T#0:drop-group(b)',
      'T#0:add-group(7)',
      'T#0:swap-case(A)',
      'T#0:swap-case(b)',
      'U#0:change-group(7)',
      'U#0:add-group(A)',
      'U#0:add-group(b)',
    ],
  },
  {
    title: 'a field has its own rules otherwise, at its model, or not at all',
    schema: `a.schema({
      T: a.model({ x: a.string().authorization((allow) => [allow.owner('oidc').to(['read', 'update'])]) })
        .authorization((allow) => [allow.authenticated('oidc')]),
    })`,
    of: /field-ops|field-rule/,
    ids: [
      'T.x#0:field-ops(+create)',
      'T.x#0:field-ops(-update)',
      'T.x#0:field-ops(+delete)',
      'T.x#0:field-ops(-read)',
      'T.x#0:lift-field-rule',
      'T.x:drop-field-rule',
    ],
  },
  {
    title: "a model takes on the schema's rules, if it has its own and the schema has some",
    schema: `a.schema({
      T: a.model({ x: a.string() }).authorization((allow) => [allow.owner('oidc')]),
      U: a.model({ x: a.string() }),
    }).authorization((allow) => [allow.authenticated('oidc').to(['read'])])`,
    of: /inherit/,
    ids: ['T:inherit'],
  },
]

const modes = { default: 'oidc' } as const

for (const { title, schema, of, ids } of promises) {
  test(title, async () => {
    const { definition } = await loadScenario({ schema: { gen2: schema }, authModes: modes })

    const found = mutantsOf(definition).map(({ id }) => id)

    assert.deepEqual(
      found.filter((id) => of.test(id)),
      ids,
    )
    assert.equal(new Set(found).size, found.length)
  })
}

const inherited = `a.schema({
  T: a.model({ x: a.string() }).authorization((allow) => [allow.owner('oidc')]),
}).authorization((allow) => [allow.authenticated('oidc').to(['read']), allow.group('A', 'oidc').withClaimIn('teams')])`

test("inherited rules are the schema's, word for word", async () => {
  const { definition } = await loadScenario({ schema: { gen2: inherited }, authModes: modes })

  const [mutant] = mutantsOf(definition).filter(({ operator }) => operator === 'inherit')

  const [model] = mutant?.definition.models ?? []
  assert.deepEqual(
    model?.rules.map((rule) => ({ ...rule, place: undefined })),
    [
      { strategy: 'private', provider: 'oidc', operations: ['read'], place: undefined },
      {
        strategy: 'groups',
        provider: 'oidc',
        groups: ['A'],
        groupClaim: 'teams',
        place: undefined,
      },
    ],
  )
  assert.ok(model?.rules.every(({ place }) => place?.file.endsWith('resource.ts')))
})
