import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { newFolder, repository, runCommand } from '../running-sandbox.ts'

const definition = 'amplify/data/resource.ts'

/** The pull request of the docs (`analysis.md` §3.4): HR may delete, and read ssn. */
const before = resource({ hr: "['read', 'update']", ssn: '' })
const after = resource({
  hr: "['read', 'update', 'delete']",
  ssn: "\n        allow.group('HR', 'oidc').withClaimIn('user_groups').to(['read']),",
})

function resource({ hr, ssn }: { readonly hr: string; readonly ssn: string }): string {
  return `import { a, defineData } from '@aws-amplify/backend'

const schema = a.schema({
  Employee: a
    .model({
      name: a.string(),
      ssn: a.string().authorization((allow) => [
        allow.owner('oidc').identityClaim('user_id'),${ssn}
      ]),
    })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['read']),
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('HR', 'oidc').withClaimIn('user_groups').to(${hr}),
    ]),
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: { oidcProviderName: 'p', oidcIssuerUrl: 'https://issuer.example' },
  },
})
`
}

/** A repository with one commit, in which the definition was changed since. */
function project(t: TestContext, now: string): string {
  const folder = newFolder(t)
  mkdirSync(join(folder, 'amplify/data'), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"name":"company"}')
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n.amplite\n')
  writeFileSync(join(folder, definition), before)
  git(folder, ['init', '--quiet', '--initial-branch=main'])
  git(folder, ['add', '.'])
  git(folder, ['commit', '--quiet', '--message=rules'])
  writeFileSync(join(folder, definition), now)
  return folder
}

function git(folder: string, args: readonly string[]): string {
  const person = ['-c', 'user.name=carol', '-c', 'user.email=carol@example.com']
  return execFileSync('git', [...person, ...args], { cwd: folder, encoding: 'utf8' }).trim()
}

test("the docs' pull request as Markdown, and the gate", async (t) => {
  const cwd = project(t, after)
  const sha = git(cwd, ['rev-parse', '--short=7', 'HEAD'])

  const ended = await runCommand(
    t,
    ['diff', '--base', 'main', '--markdown', '-', '--fail-on', 'gained'],
    { cwd },
  )

  assert.deepEqual([ended.code, ended.stderr], [4, ''])
  assert.equal(
    ended.stdout,
    `### Access diff: 2 gained, 0 lost, 1 changed shape

Base ${sha} (main), head: working tree. 210 cases compared, every entry executed on both versions.

| | who | what | when | rule |
|---|---|---|---|---|
| ➕ gained | caller in HR of user_groups | set \`Employee.name\` to **null** | owner is not caller's user_id; an item | [resource.ts:15](amplify/data/resource.ts#L15) |
| ➕ gained | caller in HR of user_groups | **read** \`Employee.ssn\` | owner is not caller's user_id; in a query | [resource.ts:9](amplify/data/resource.ts#L9) |
| ↔ shape | caller in HR of user_groups | **read** \`Employee.ssn\` | owner is not caller's user_id; in a mutation result | [resource.ts:9](amplify/data/resource.ts#L9) |

**Not granted although the rule says so:** \`delete\` on Employee for HR of user_groups (every field must grant it; \`ssn\` does not).

<details><summary>gained: clear name (Employee)</summary>

Token: \`{"user_groups":["HR"]}\`, stored item \`{"name":"sample","id":"1"}\`

\`\`\`graphql
mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { id } }
# variables: {"input":{"id":"1","name":null}}
\`\`\`

before: refuse: Unauthorized on [name] · after: allow
</details>

<details><summary>gained: read ssn (Employee)</summary>

Token: \`{"user_groups":["HR"]}\`, stored item \`{"ssn":"sample","id":"1"}\`

\`\`\`graphql
query ($id: ID!) { getEmployee(id: $id) { ssn } }
# variables: {"id":"1"}
\`\`\`

before: refuse: Not Authorized to access ssn on type Employee · after: value
</details>

<details><summary>shape: read ssn (Employee)</summary>

Token: \`{"user_groups":["HR"]}\`, stored item \`{"ssn":"sample","id":"1"}\`

\`\`\`graphql
mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { ssn } }
# variables: {"input":{"id":"1"}}
\`\`\`

before: refuse: Not Authorized to access ssn on type Employee · after: null
</details>
`,
  )
  assert.equal(
    git(cwd, ['status', '--porcelain']),
    'M amplify/data/resource.ts',
    'nothing else was touched',
  )
})

const gates: readonly (readonly [string, string, readonly string[], number])[] = [
  ['nothing asked for', after, [], 0],
  ['lost, where only something was gained', after, ['--fail-on', 'lost'], 0],
  ['any', after, ['--fail-on', 'any'], 4],
  ['shape', after, ['--fail-on', 'lost', '--fail-on', 'shape'], 4],
  ['no change', before, ['--fail-on', 'any'], 0],
]

for (const [what, now, args, code] of gates) {
  test(`diff ends with ${code} for ${what}`, async (t) => {
    const ended = await runCommand(t, ['diff', ...args], { cwd: project(t, now) })

    assert.deepEqual([ended.code, ended.stderr], [code, ''])
  })
}

test('without a difference one line says how much was compared', async (t) => {
  const reordered = before
    .replace(/ +allow\.authenticated.*,\n/, '')
    .replace(
      "allow.owner('oidc').identityClaim('user_id'),\n      allow.group",
      "allow.owner('oidc').identityClaim('user_id'),\n      allow.authenticated('oidc').to(['read']),\n      allow.group",
    )
  const ended = await runCommand(t, ['diff'], { cwd: project(t, reordered) })

  assert.match(ended.stdout, /^no access changed: \d+ cases in 1 model compared\n$/)
})

test('a file is a base, two commits can be compared, JSON holds the witness', async (t) => {
  const cwd = project(t, after)
  writeFileSync(join(cwd, 'old.ts'), before)
  git(cwd, ['commit', '--quiet', '--all', '--message=more'])

  const [file, refs] = await Promise.all([
    runCommand(t, ['diff', '--base', 'old.ts', '--json'], { cwd }),
    runCommand(t, ['diff', '--base', 'HEAD~1', '--head', 'HEAD', '--json'], { cwd }),
  ])

  for (const { stdout } of [file, refs]) {
    const report: {
      readonly summary: string
      readonly entries: readonly {
        readonly capabilities: readonly string[]
        readonly evidence: readonly object[]
      }[]
    } = JSON.parse(stdout)
    assert.equal(report.summary, '2 gained, 0 lost, 1 changed shape')
    assert.deepEqual(report.entries[1]?.capabilities, ['read ssn'])
    assert.ok(
      JSON.stringify(report.entries[1]?.evidence).includes('"predicted":["refuse","value"]'),
    )
  }
  assert.ok(existsSync(join(cwd, '.amplite/base', git(cwd, ['rev-parse', 'HEAD']))))
})

test('configuration that changed stands apart and gates nothing', async (t) => {
  const now = before.replace(
    "oidcIssuerUrl: 'https://issuer.example'",
    "oidcIssuerUrl: 'https://issuer.example', clientId: 'web', tokenExpiryFromAuthInSeconds: 300",
  )

  const ended = await runCommand(t, ['diff', '--fail-on', 'any'], { cwd: project(t, now) })

  assert.equal(ended.code, 0)
  assert.match(
    ended.stdout,
    /^configuration\n {2}oidc clientId: none → web\n {2}seconds from auth_time: none → 300$/m,
  )
})

test('a model under another name looks like a rename', async (t) => {
  const now = before.replace('Employee: a', 'Worker: a')

  const ended = await runCommand(t, ['diff'], { cwd: project(t, now) })

  assert.match(ended.stdout, /looks like a rename of "Employee" to "Worker"/)
})

const mistakes: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['an unknown ref', ['--base', 'nowhere'], 2, /"nowhere" is neither a file nor a commit/],
  [
    'an unknown gate',
    ['--fail-on', 'more'],
    2,
    /--fail-on "more" is none of gained, lost, shape, any/,
  ],
  [
    'a lock file as the head',
    ['--head', 'authz.lock'],
    2,
    /"authz.lock" is a lock file, which can be the base alone: "amplite diff --base authz\.lock"/,
  ],
  ['a lock file that is not there', ['--base', 'no.lock'], 2, /no lock file "no\.lock"/],
  ['a lock file of another format', ['--base', 'old.lock'], 2, /old\.lock is of format "lock 0"/],
  [
    'a condition that nobody wrote',
    ['--base', 'odd.lock'],
    2,
    /\[Employee\] get: "caller is nice" is no condition/,
  ],
  ['a rename that is none', ['--rename', 'Employee'], 2, /--rename "Employee" is no rename; write/],
  [
    'a rename of nothing',
    ['--rename', 'Emploee=Worker'],
    2,
    /the base has no model "Emploee"; did you mean "Employee"/,
  ],
  [
    'a rename of no field',
    ['--rename', 'Employee.snn=Employee.no'],
    2,
    /"Employee" of the base has no field "snn"; did you mean "ssn"/,
  ],
  [
    'an exception without a reason',
    ['--allow', 'reviewed.txt'],
    2,
    /reviewed\.txt:2: "gained Employee get oidc always" is no exception with a reason/,
  ],
  ['a base that does not load', ['--base', 'broken.graphql'], 3, /^amplite: broken\.graphql: /],
]

for (const [what, args, code, message] of mistakes) {
  test(`${what} is one sentence`, async (t) => {
    const cwd = project(t, before)
    writeFileSync(join(cwd, 'authz.lock'), 'lock 1\n')
    writeFileSync(join(cwd, 'old.lock'), 'lock 0\n')
    writeFileSync(
      join(cwd, 'odd.lock'),
      'lock 1\nmodes oidc (default), iam\n\n[Employee]\nget  oidc  caller is nice  => allow\n',
    )
    writeFileSync(join(cwd, 'reviewed.txt'), '# reviewed\ngained Employee get oidc always\n')
    writeFileSync(join(cwd, 'broken.graphql'), 'type Todo @model {')

    const ended = await runCommand(t, ['diff', ...args], { cwd })

    assert.deepEqual([ended.code, ended.stdout], [code, ''])
    assert.match(ended.stderr, message)
  })
}

test('the report goes into a file beside the text', async (t) => {
  const cwd = project(t, after)

  const ended = await runCommand(t, ['diff', '--markdown', 'diff.md'], { cwd })

  assert.match(ended.stdout, /^\+ gained {2}Employee: read ssn$/m)
  assert.match(readFileSync(join(cwd, 'diff.md'), 'utf8'), /^### Access diff: 2 gained/)
})

test('a lock file is a base: the same changes, tried on the newer version', async (t) => {
  const cwd = project(t, before)
  await runCommand(t, ['matrix', '--lock', 'authz.lock'], { cwd })
  writeFileSync(join(cwd, definition), after)

  const text = await runCommand(t, ['diff', '--base', 'authz.lock', '--fail-on', 'gained'], { cwd })
  const markdown = await runCommand(t, ['diff', '--base', 'authz.lock', '--markdown', '-'], { cwd })

  assert.deepEqual([text.code, text.stderr], [4, ''])
  assert.match(
    text.stdout,
    /^access diff of authz\.lock and working tree: 2 gained, 0 lost, 1 changed shape$/m,
  )
  assert.match(text.stdout, /every entry was tried on the newer version$/m)
  assert.match(
    text.stdout,
    /^ {4}before refuse \(by the lock file; not run\)\n {4}after {2}value$/m,
  )
  assert.match(text.stdout, /^the base is a lock file: nothing was run on its side/m)
  assert.match(
    markdown.stdout,
    /\| ➕ gained \| caller in HR of user_groups \| \*\*read\*\* `Employee\.ssn`/,
  )
  assert.match(markdown.stdout, /before: refuse \(by the lock file; not run\) · after: value/)
})

test('a model and a field are compared under their new names', async (t) => {
  const now = before.replace('Employee: a', 'Worker: a').replace('ssn: a', 'number: a')
  const cwd = project(t, now)
  const renames = ['--rename', 'Employee=Worker', '--rename', 'Employee.ssn=Worker.number']
  writeFileSync(join(cwd, 'old.ts'), before)
  await runCommand(t, ['matrix', 'old.ts', '--lock', 'authz.lock'], { cwd })

  const rules = await runCommand(t, ['diff', ...renames], { cwd })
  const lock = await runCommand(t, ['diff', '--base', 'authz.lock', ...renames], { cwd })

  assert.match(rules.stdout, /^no access changed: \d+ cases in 1 model compared$/m)
  assert.match(lock.stdout, /^no access changed: \d+ cases in 1 model compared$/m)
})

test('reviewed exceptions quiet the gate, not the report', async (t) => {
  const cwd = project(t, after)
  const { stdout } = await runCommand(t, ['diff', '--json'], { cwd })
  const report: {
    readonly entries: readonly { readonly change: string; readonly allow: readonly string[] }[]
  } = JSON.parse(stdout)
  const lines = report.entries
    .filter(({ change }) => change === 'gained')
    .flatMap(({ allow }) => allow.map((line) => `${line}  => reviewed by carol`))
  writeFileSync(join(cwd, 'some.txt'), `${lines[0]}\n`)
  writeFileSync(
    join(cwd, 'all.txt'),
    `${[...lines, 'lost Employee get oidc always => gone'].join('\n')}\n`,
  )
  const gate = ['diff', '--fail-on', 'gained', '--allow']

  const some = await runCommand(t, [...gate, 'some.txt'], { cwd })
  const all = await runCommand(t, [...gate, 'all.txt'], { cwd })

  assert.equal(some.code, 4)
  assert.match(
    some.stderr,
    /^amplite: not among the exceptions of some\.txt: gained {2}Employee {2}read ssn {2}oidc {2}caller in HR/,
  )
  assert.equal(all.code, 0)
  assert.match(all.stdout, /2 gained, 0 lost, 1 changed shape/)
  assert.match(
    all.stderr,
    /all\.txt:3: "lost Employee get oidc always" is no change of this comparison/,
  )
})

test('a package of a workspace is compared with the whole repository as it was; another data-schema is said', async (t) => {
  const top = project(t, before)
  const rules = `export const operations = ['read'] as const\n`
  const own = before
    .replace('const schema', `import { operations } from '../../../shared/rules.ts'\nconst schema`)
    .replace(".to(['read', 'update'])", '.to([...operations])')
  const lockfile = (version: string): string =>
    JSON.stringify({ packages: { 'node_modules/@aws-amplify/data-schema': { version } } })
  mkdirSync(join(top, 'app/amplify/data'), { recursive: true })
  mkdirSync(join(top, 'shared'))
  writeFileSync(join(top, 'package-lock.json'), lockfile('1.0.0'))
  writeFileSync(join(top, 'app/package.json'), '{"name":"app"}')
  writeFileSync(join(top, 'app', definition), own)
  writeFileSync(join(top, 'shared/rules.ts'), rules)
  git(top, ['add', '.'])
  git(top, ['commit', '--quiet', '--message=app'])
  writeFileSync(join(top, 'shared/rules.ts'), rules.replace("['read']", "['read', 'update']"))
  writeFileSync(join(top, 'package-lock.json'), lockfile('1.1.0'))

  const ended = await runCommand(t, ['diff', '--base', 'HEAD'], { cwd: join(top, 'app') })

  assert.equal(ended.code, 0)
  assert.match(ended.stdout, /^\+ gained {2}Employee: /m)
  assert.match(
    ended.stderr,
    /^amplite: \w{7} \(HEAD\) has @aws-amplify\/data-schema 1\.0\.0 in its package-lock\.json, the working tree 1\.1\.0: .*\n$/,
  )
})
