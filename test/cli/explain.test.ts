import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { ask } from '../ask.ts'
import { newFolder, runCommand, runSandbox, sample } from '../running-sandbox.ts'

const explain = ['explain', '--definition', sample]

suite('amplite explain', () => {
  test('tells a denial with each rule, its line and what would have granted it', async (t) => {
    const folder = newFolder(t)

    const words = [...explain, '--data', folder, 'bob', 'update', 'Note', 'note-alice']
    const { code, stdout } = await runCommand(t, words)

    assert.equal(code, 0)
    assert.deepEqual(stdout.trimEnd().split('\n'), [
      'Mutation.updateNote {"id":"note-alice"}: deny, no rule admits the caller',
      `  ✗ allow.owner('oidc').identityClaim('user_id')  ${sample}:17:38  not-the-owner: owner is "alice", user_id is "bob"`,
      '  it would pass if owner were "bob"',
      '  it would pass if user_id were "alice"',
    ])
  })

  test('prints the same as JSON', async (t) => {
    const folder = newFolder(t)

    const words = [...explain, '--data', folder, '--json', 'alice', 'get', 'Note', 'note-alice']
    const { code, stdout } = await runCommand(t, words)

    const [decision]: [{ fieldName: string; effect: string; reason: string }] = JSON.parse(stdout)
    assert.equal(code, 0)
    assert.deepEqual(
      [decision.fieldName, decision.effect, decision.reason],
      ['getNote', 'allow', 'role-granted'],
    )
  })

  test('looks at the items of the sandbox that runs on the port, and changes nothing', async (t) => {
    const folder = newFolder(t)
    const sandbox = await runSandbox(t, [sample, '--data', folder])
    const { port } = new URL(sandbox.ready.url)
    const { stdout: token } = await runCommand(t, [
      'token',
      'alice',
      sample,
      '--data',
      folder,
      '--port',
      port,
    ])
    const owner = { token: token.trim() }
    await ask(sandbox, {
      ...owner,
      query: 'mutation { createNote(input: { id: "new", title: "x" }) { id } }',
    })

    const { stdout } = await runCommand(t, [
      ...explain,
      '--port',
      port,
      'alice',
      'delete',
      'Note',
      'new',
    ])

    assert.match(stdout, /^Mutation\.deleteNote \{"id":"new"\}: allow, /)
    const { body } = await ask(sandbox, { ...owner, query: '{ getNote(id: "new") { title } }' })
    assert.deepEqual(body, { data: { getNote: { title: 'x' } } })
  })

  const shop = ['explain', '--definition', 'test/clients/shop/amplify/data/resource.ts', '--memory']
  const callers = [
    ['guest', 'list', 'Product', /^Query\.listProducts: allow, [^]*✓ allow\.guest\(\)/],
    ['authenticated', 'list', 'Visit', /^Query\.listVisits: allow, /],
    ['admin', 'list', 'Order', /^Query\.listOrders: allow, an IAM principal outside Cognito/],
    ['apiKey', 'list', 'Order', /^Query\.listOrders: deny, no rule is for this kind/],
    ['alice', 'list', 'Order', /^Query\.listOrders: conditional, [^]*✓ allow\.owner\(\)/],
  ] as const
  for (const [caller, operation, model, wanted] of callers) {
    test(`tells what ${caller} may do with ${model}`, async (t) => {
      const { stdout, stderr } = await runCommand(t, [...shop, caller, operation, model])

      assert.match(stdout, wanted, stderr)
    })
  }

  test('makes the kind of token that is asked for', async (t) => {
    const words = ['--mode', 'oidc', 'alice', 'list', 'Delivery']
    const { stdout, stderr } = await runCommand(t, [...shop, ...words])

    assert.match(stdout, /^Query\.listDeliveries: conditional, /, stderr)
  })

  test('says when the IAM policy refuses the whole request', async (t) => {
    const { code, stderr } = await runCommand(t, [...shop, 'guest', 'list', 'Order'])

    assert.equal(code, 2)
    assert.equal(
      stderr,
      'amplite: the request is refused as a whole, 401 Permission denied: the IAM policy does not cover Query.listOrders: no rule there says allow.guest()\n',
    )
  })

  const misused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['without words', [], /explain needs a persona, an operation and a model/],
    [
      'an unknown persona',
      ['bub', 'get', 'Note', 'x'],
      /there is no persona "bub".*bob.*there are alice/,
    ],
    [
      'an unknown operation',
      ['bob', 'updat', 'Note', 'x'],
      /there is no operation "updat".*update/,
    ],
    ['an unknown model', ['bob', 'get', 'Not', 'x'], /there is no model "Not".*Note/],
    ['too few keys', ['bob', 'get', 'Note'], /"get" needs the key of a Note: id \(0 of 1 given\)/],
  ]
  for (const [name, words, message] of misused) {
    test(`${name} is refused with what there is`, async (t) => {
      const { code, stderr } = await runCommand(t, [...explain, '--memory', ...words])

      assert.equal(code, 2)
      assert.match(stderr, message)
    })
  }
})
