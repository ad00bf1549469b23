import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { TestContext } from 'node:test'

import { catalogue } from '../../emulator/analysis/lint/rules.ts'
import { newFolder, repository, runCommand } from '../running-sandbox.ts'
import { assertSarif } from './assert-sarif.ts'

/** The lifetimes of tokens are all that there is to find. */
function resource(lifetimes: string): string {
  return `import { a, defineData } from '@aws-amplify/backend'

const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'provider',
      oidcIssuerUrl: 'https://issuer.example',
      clientId: 'web',
${lifetimes}
    },
  },
})
`
}

const clean = '      tokenExpiryFromAuthInSeconds: 0, tokenExpireFromIssueInSeconds: 600,'
const short = '      tokenExpiryFromAuthInSeconds: 300,\n      tokenExpireFromIssueInSeconds: 600,'
const long = '      tokenExpiryFromAuthInSeconds: 0,\n      tokenExpireFromIssueInSeconds: 3600000,'
const ignored = `      // amplite-ignore auth-ttl-below-issue-ttl -- banking: five minutes are the rule\n${short}`

/** A repository; the command runs in the folder of the project in it. */
function project(t: TestContext, lifetimes: string, files: Record<string, string> = {}): string {
  const root = newFolder(t)
  const folder = join(root, 'my app')
  mkdirSync(join(root, '.git'))
  mkdirSync(join(folder, 'amplify/data'), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'amplify/data/resource.ts'), resource(lifetimes))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

suite('the text', () => {
  test('each finding has its place, its proof and a way out', async (t) => {
    const ended = await runCommand(t, ['lint'], { cwd: project(t, short) })

    assert.deepEqual(ended, {
      code: 0,
      stderr: '',
      stdout: `amplify/data/resource.ts:17:7  warning  auth-ttl-below-issue-ttl
  300 s after signing in every token is refused, refreshed ones too: tokenExpiryFromAuthInSeconds (300) counts from auth_time, which a refresh keeps, and ends before tokenExpireFromIssueInSeconds (600)
  proof  {"user_id":"alice"} (issued 300 s ago, signed in 300 s ago) list Todo → ok
         {"user_id":"alice"} (issued 0 s ago, signed in 301 s ago) list Todo → 401
  fix    set tokenExpiryFromAuthInSeconds to the length of a session, 600 or more

amplify/data/resource.ts:17:7  note  auth-time-required
  tokens without auth_time are refused, since tokenExpiryFromAuthInSeconds is 300; an issuer need not send it unless it is asked to
  proof  {"user_id":"alice"} list Todo → ok
         {"user_id":"alice"} (without auth_time) list Todo → 401
  fix    ask the issuer for auth_time (max_age when signing in), or set tokenExpiryFromAuthInSeconds to 0

1 warning, 1 note
`,
    })
  })

  const counted: readonly (readonly [string, string, readonly string[], number, string])[] = [
    ['nothing', clean, [], 0, 'no findings: '],
    ['an error', long, [], 4, '1 error'],
    ['what a comment ignores', ignored, [], 0, '1 note; 1 suppressed'],
    ['a warning too many', short, ['--max-warnings', '0'], 4, '1 warning, 1 note'],
    ['as many warnings as may be', short, ['--max-warnings', '1'], 0, '1 warning, 1 note'],
    [
      'a rule that weighs more',
      short,
      ['--rule', 'auth-time-required=error'],
      4,
      '1 error, 1 warn',
    ],
    ['a rule that weighs less', long, ['--rule', 'ttl-in-milliseconds=note'], 0, '1 note'],
    [
      'rules that are off, with the comment about one',
      ignored,
      ['--rule', 'auth-time-required=off', '--rule', 'auth-ttl-below-issue-ttl=off'],
      0,
      'no findings: ',
    ],
    ['what is not executed', short, ['--no-execute'], 0, '1 warning, 1 note; nothing was executed'],
  ]
  for (const [title, lifetimes, options, code, says] of counted) {
    test(`the last line counts: ${title}`, async (t) => {
      const ended = await runCommand(t, ['lint', ...options], { cwd: project(t, lifetimes) })

      const last = ended.stdout.trimEnd().split('\n').at(-1) ?? ''
      assert.deepEqual([ended.code, ended.stderr, last.slice(0, says.length)], [code, '', says])
    })
  }
})

suite('other forms', () => {
  test('--json, and --format json', async (t) => {
    const cwd = project(t, ignored)
    const json = await runCommand(t, ['lint', '--json'], { cwd })
    const format = await runCommand(t, ['lint', '--format', 'json'], { cwd })

    assert.deepEqual(format, json)
    const { findings, suppressed, summary } = JSON.parse(json.stdout)
    assert.deepEqual(findings, [
      {
        rule: 'auth-time-required',
        severity: 'note',
        message:
          'tokens without auth_time are refused, since tokenExpiryFromAuthInSeconds is 300; an issuer need not send it unless it is asked to',
        about: 'oidcAuthorizationMode.tokenExpiryFromAuthInSeconds',
        file: 'amplify/data/resource.ts',
        line: 18,
        column: 7,
        fix: 'ask the issuer for auth_time (max_age when signing in), or set tokenExpiryFromAuthInSeconds to 0',
        proof: [
          '{"user_id":"alice"} list Todo → ok',
          '{"user_id":"alice"} (without auth_time) list Todo → 401',
        ],
      },
    ])
    assert.equal(summary, '1 note; 1 suppressed')
    assert.deepEqual(
      suppressed.map(({ rule, reason, line }: Record<string, unknown>) => [rule, reason, line]),
      [['auth-ttl-below-issue-ttl', 'banking: five minutes are the rule', 18]],
    )
  })

  test('workflow commands of GitHub, with paths of the repository', async (t) => {
    const ended = await runCommand(t, ['lint', '--format', 'github'], { cwd: project(t, long) })

    assert.deepEqual(ended, {
      code: 4,
      stderr: '',
      stdout: `::error file=my app/amplify/data/resource.ts,line=18,endLine=18,col=7,title=ttl-in-milliseconds::tokenExpireFromIssueInSeconds is 3600000 seconds, which is 41.7 days; in milliseconds it would be 1 hour%0Aproof: {"user_id":"alice"} (issued 1800000 s ago) list Todo → ok%0Aproof: {"user_id":"alice"} (issued 3600001 s ago) list Todo → 401%0Afix: write tokenExpireFromIssueInSeconds: 3600
1 error
`,
    })
  })

  test('SARIF, with what is ignored', async (t) => {
    const ended = await runCommand(t, ['lint', '--format', 'sarif'], { cwd: project(t, ignored) })

    assert.deepEqual([ended.code, ended.stderr], [0, ''])
    const { driver, results } = assertSarif(JSON.parse(ended.stdout))
    assert.deepEqual(
      driver.rules.map(({ id }) => id),
      catalogue.map(({ id }) => id),
    )
    assert.deepEqual(
      results.map(({ ruleId, level, locations, suppressions }) => [
        ruleId,
        level,
        locations[0]?.physicalLocation,
        suppressions,
      ]),
      [
        ['auth-time-required', 'note', physicalLocation, undefined],
        [
          'auth-ttl-below-issue-ttl',
          'warning',
          physicalLocation,
          [{ kind: 'inSource', justification: 'banking: five minutes are the rule' }],
        ],
      ],
    )
  })

  const physicalLocation = {
    artifactLocation: { uri: 'my%20app/amplify/data/resource.ts' },
    region: { startLine: 18, startColumn: 7, endLine: 18 },
  }

  test('SARIF of findings about rules: other rules, severities, names that outlive moved lines', async (t) => {
    const file = 'test/analysis/docs/openid-connect.ts'
    const ended = await runCommand(t, ['lint', file, '--format', 'sarif'])
    const { driver, results } = assertSarif(JSON.parse(ended.stdout))
    const found = results.filter(({ ruleId }) => ruleId === 'shadowed-rule')

    assert.deepEqual(
      found.map(({ locations, relatedLocations = [] }) =>
        [...locations, ...relatedLocations].map(({ physicalLocation: at }) => [
          at.artifactLocation.uri,
          at.region?.startLine,
        ]),
      ),
      [
        [
          [file, 8],
          [file, 9],
        ],
        [
          [file, 10],
          [file, 9],
        ],
      ],
    )
    assert.equal(new Set(found.map((one) => one.partialFingerprints['amplite/v1'])).size, 2)
    const rule = driver.rules.find(({ id }) => id === 'shadowed-rule')
    assert.deepEqual(rule?.properties, { tags: ['security'], 'security-severity': '5.0' })
    const other = driver.rules.find(({ id }) => id === 'owner-cannot-clear')
    assert.deepEqual(other?.properties, { tags: ['security'] })
  })
})

test('settings of the project weigh rules, and the command line wins', async (t) => {
  const config = '{ "lint": { "rules": { "auth-time-required": "off" } } }'
  const cwd = project(t, short, { 'amplite.config.json': config })

  const settled = await runCommand(t, ['lint'], { cwd })
  const given = await runCommand(t, ['lint', '--rule', 'auth-time-required=error'], { cwd })

  assert.match(settled.stdout, /\n1 warning\n$/)
  assert.match(given.stdout, /\n1 error, 1 warning\n$/)
})

test('personas of the project say which names there are', async (t) => {
  const cwd = project(t, clean)
  const rule = "allow.group('Moderator', 'oidc').withClaimIn('user_groups')"
  const definition = resource(clean).replace('[allow.owner', `[${rule}, allow.owner`)
  writeFileSync(join(cwd, 'amplify/data/resource.ts'), definition)
  const severities = async (): Promise<unknown> => {
    const { stdout } = await runCommand(t, ['lint', '--json'], { cwd })
    return JSON.parse(stdout).findings.map((one: Record<string, unknown>) => [
      one['severity'],
      one['rule'],
    ])
  }

  assert.deepEqual(await severities(), [['warning', 'substring-group']])
  const personas = { carol: { user_groups: 'SuperModerators' } }
  writeFileSync(join(cwd, 'personas.json'), JSON.stringify(personas))
  assert.deepEqual(await severities(), [['error', 'substring-group']])
})

test('SDL is linted too: places, and comments that begin with #', async (t) => {
  const sdl = `type Todo @model @auth(rules: [
  # amplite-ignore shadowed-rule -- who wrote it is shown, everybody may change it
  { allow: owner, provider: oidc, identityClaim: "user_id" }
  { allow: private, provider: oidc }
  { allow: groups, provider: oidc, groups: ["staff"], groupClaim: "roles" }
]) {
  content: String
}
`
  const cwd = project(t, clean, { 'schema.graphql': sdl })
  const ended = await runCommand(t, ['lint', 'schema.graphql', '--json'], { cwd })

  const { findings, suppressed } = JSON.parse(ended.stdout)
  const shown = ({ rule, file, line, column }: Record<string, unknown>): unknown[] => [
    rule,
    file,
    line,
    column,
  ]
  assert.deepEqual(findings.map(shown), [['shadowed-rule', 'schema.graphql', 5, 3]])
  assert.deepEqual(suppressed.map(shown), [['shadowed-rule', 'schema.graphql', 3, 3]])
})

suite('what people get wrong', () => {
  const mistakes: readonly (readonly [readonly string[], string])[] = [
    [
      ['--rule', 'shadowed-rule'],
      '--rule "shadowed-rule" says no level; write --rule shadowed-rule=off, or note, warning, error',
    ],
    [
      ['--rule', 'shadow-rule=off'],
      '--rule "shadow-rule=off": there is no rule "shadow-rule"; did you mean "shadowed-rule"?',
    ],
    [
      ['--rule', 'shadowed-rule=warn'],
      '--rule "shadowed-rule=warn": "shadowed-rule" has to be off, note, warning, error, not "warn"',
    ],
    [
      ['--format', 'sarf'],
      '--format "sarf" is none of text, json, sarif, github; did you mean "sarif"?',
    ],
    [
      ['--max-warnings', 'few'],
      '--max-warnings "few" is no number of warnings; give one from 0 on',
    ],
  ]
  for (const [options, says] of mistakes) {
    test(options.join(' '), async (t) => {
      const ended = await runCommand(t, ['lint', ...options])

      assert.deepEqual(ended, { code: 2, stdout: '', stderr: `amplite: ${says}\n` })
    })
  }

  const settings: readonly (readonly [string, string])[] = [
    ['null', '"lint" has to be { "rules": { "shadowed-rule": "off" } }, not null'],
    ['{"rule":{}}', '"lint" has to be { "rules": { "shadowed-rule": "off" } }, not {"rule":{}}'],
    ['{"rules":{"x":"off"}}', '"lint": there is no rule "x"'],
    [
      '{"rules":{"shadowed-rule":0}}',
      '"lint": "shadowed-rule" has to be off, note, warning, error, not 0',
    ],
  ]
  for (const [lint, says] of settings) {
    test(`"lint": ${lint} in amplite.config.json`, async (t) => {
      const cwd = project(t, clean, { 'amplite.config.json': `{ "lint": ${lint} }` })
      const ended = await runCommand(t, ['lint'], { cwd })

      const stderr = `amplite: amplite.config.json: ${says}\n`
      assert.deepEqual(ended, { code: 2, stdout: '', stderr })
    })
  }
})
