import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { TestContext } from 'node:test'

import { HandlerError } from '../../emulator/handlers/handler-error.ts'
import { bareSurroundings, createFunctions } from '../../emulator/handlers/functions.ts'
import type { FunctionOutput } from '../../emulator/handlers/functions.ts'
import type { FunctionDefinition } from '../../emulator/model/definition.ts'
import { createProject } from '../definition/project.ts'
import type { ProjectFiles } from '../definition/project.ts'

const entry = 'amplify/say/handler.ts'

interface Running {
  readonly root: string
  invoke(event?: unknown): Promise<unknown>
  /** `[stream] text` of every line so far. */
  readonly printed: readonly string[]
}

/** A project whose function "say" is this text, ready to be called. */
function running(
  t: TestContext,
  handler: string,
  {
    files = {},
    fn = {},
  }: { readonly files?: ProjectFiles; readonly fn?: Partial<FunctionDefinition> } = {},
): Running {
  const root = createProject(t, { [entry]: handler, ...files })
  const printed: string[] = []
  const onOutput = ({ stream, text }: FunctionOutput): void =>
    void printed.push(`[${stream}] ${text}`)
  const definition = { file: join(root, 'amplify/data/resource.ts'), sdl: '' }
  const surroundings = { ...bareSurroundings, hostEnvironment: { PATH: '/bin' }, onOutput }
  const functions = createFunctions(definition, surroundings)
  t.after(() => functions.close())
  const say: FunctionDefinition = {
    name: 'FnSay',
    title: 'say',
    entry: join(root, entry),
    timeoutSeconds: 3,
    memoryMB: 512,
    environment: {},
    dataAccess: [],
    ...fn,
  }
  return { root, printed, invoke: (event = {}) => functions.invoke(say, event) }
}

const answered: readonly {
  title: string
  handler: string
  event?: unknown
  files?: ProjectFiles
  fn?: Partial<FunctionDefinition>
  answer: unknown
}[] = [
  {
    title: 'an async handler answers what it returns',
    handler: 'export const handler = async (event: { n: number }) => ({ twice: event.n * 2 })',
    event: { n: 21 },
    answer: { twice: 42 },
  },
  {
    title: 'undefined is null',
    handler: 'export const handler = async () => undefined',
    answer: null,
  },
  {
    title: 'what JSON does not hold is lost: dates are text, undefined fields are left out',
    handler: 'export const handler = async () => ({ at: new Date(0), gone: undefined, no: NaN })',
    answer: { at: '1970-01-01T00:00:00.000Z', no: null },
  },
  {
    title: 'a handler may call back',
    handler: `export const handler = (event: unknown, context: unknown, callback: Function) => {
  setTimeout(() => callback(null, 'later'), 5)
}`,
    answer: 'later',
  },
  {
    title: 'a callback waits until nothing is left to happen',
    handler: `let seen = 'early'
export const handler = (event: unknown, context: unknown, callback: Function) => {
  const answer = { seen }
  setTimeout(() => { answer.seen = 'late' }, 20)
  callback(null, answer)
}`,
    answer: { seen: 'late' },
  },
  {
    title: '… unless the handler says that it need not',
    handler: `export const handler = (event: unknown, context: any, callback: Function) => {
  context.callbackWaitsForEmptyEventLoop = false
  setTimeout(() => undefined, 100_000)
  callback(null, 'at once')
}`,
    answer: 'at once',
  },
  {
    title: 'what a handler returns that is no promise is lost',
    handler: `export const handler = () => 'lost'`,
    answer: null,
  },
  {
    title: 'the context is the one of Lambda',
    handler: `export const handler = async (event: unknown, context: any) => ({
  name: context.functionName, memory: context.memoryLimitInMB, version: context.functionVersion,
  left: context.getRemainingTimeInMillis() > 2000 && context.getRemainingTimeInMillis() <= 3000,
  id: /^[0-9a-f-]{36}$/.test(context.awsRequestId), waits: context.callbackWaitsForEmptyEventLoop,
})`,
    answer: {
      name: 'say',
      memory: '512',
      version: '$LATEST',
      left: true,
      id: true,
      waits: true,
    },
  },
  {
    title:
      'the environment: its own values, secrets, what Lambda gives, and nothing else of this machine',
    handler: `import { env } from '$amplify/env/say'
export const handler = async () => ({
  ...env, same: env.MOOD === process.env.MOOD,
})`,
    files: { '.env': `API_KEY="s3cret"\nOTHER=1\n` },
    fn: { environment: { MOOD: 'fine', KEY: { secret: 'API_KEY' } } },
    answer: {
      PATH: '/bin',
      MOOD: 'fine',
      KEY: 's3cret',
      same: true,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_LAMBDA_FUNCTION_NAME: 'say',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/say',
      AWS_LAMBDA_LOG_STREAM_NAME: 'amplite',
      LANG: 'en_US.UTF-8',
    },
  },
  {
    title:
      'TypeScript that no type stripping takes, files beside it, JSON, aliases and CommonJS packages',
    handler: `import { pick } from 'picker'
import { shout } from '@lib/shout'
import words from './words.json'
enum Mood { Fine = 'fine' }
export const handler = async () => shout(pick(words) + Mood.Fine)`,
    files: {
      'amplify/tsconfig.json': JSON.stringify({
        compilerOptions: { paths: { '@lib/*': ['./lib/*'] } },
      }),
      'amplify/lib/shout.ts': 'export const shout = (text: string): string => `${text}!`',
      'amplify/say/words.json': '["hello ", "bye "]',
      'node_modules/picker/package.json': '{ "name": "picker", "main": "./index.js" }',
      'node_modules/picker/index.js':
        'const { basename } = require("path")\nexports.pick = (all) => basename("/" + all[0])',
    },
    answer: 'hello fine!',
  },
  {
    title: 'a CommonJS handler',
    handler: `exports.handler = async () => require('node:path').basename(__filename)`,
    answer: 'handler.ts',
  },
]

suite('a function answers', () => {
  for (const { title, handler, event, files, fn, answer } of answered) {
    test(title, async (t) => {
      const given = {
        ...(files === undefined ? {} : { files }),
        ...(fn === undefined ? {} : { fn }),
      }
      const { invoke } = running(t, handler, given)

      assert.deepEqual(await invoke(event), answer)
    })
  }
})

const failures: readonly {
  title: string
  handler: string
  fn?: Partial<FunctionDefinition>
  message: RegExp
  /** Lines that the user sees. */
  shown?: RegExp
}[] = [
  {
    title: 'throws',
    handler: `export const handler = async () => {\n  throw new TypeError('no such word')\n}`,
    message: /^no such word$/,
    shown: /^\[stderr\] +at .*say\/handler\.ts:2:9\)?$/m,
  },
  {
    title: 'throws an error of its own class',
    handler: `class Gone extends Error { name = 'Gone' }
export const handler = async () => { throw new Gone('it is gone') }`,
    message: /^it is gone$/,
    shown: /^\[stderr\] Gone: it is gone$/m,
  },
  {
    title: 'throws what is no error',
    handler: `export const handler = async () => { throw 'words' }`,
    message: /^words$/,
  },
  {
    title: 'throws before it returns a promise',
    handler: `export const handler = () => { throw new Error('at once') }`,
    message: /^at once$/,
  },
  {
    title: 'calls back with an error',
    handler: `export const handler = (e: unknown, c: unknown, callback: Function) => callback(new Error('called back'))`,
    message: /^called back$/,
  },
  {
    title: 'takes too long',
    handler: 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000))',
    fn: { timeoutSeconds: 1 },
    message: /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/,
    shown: /^\[stderr\] Task timed out after 1\.00 seconds$/m,
  },
  {
    title: 'loops for ever',
    handler: `export const handler = async () => { console.log('in a loop'); for (;;) {} }`,
    fn: { timeoutSeconds: 1 },
    message: /Task timed out after 1\.00 seconds$/,
    shown: /^\[stdout\] in a loop$/m,
  },
  {
    title: 'exits',
    handler: 'export const handler = async () => process.exit(3)',
    message: /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3$/,
    shown: /^\[stderr\] Runtime exited with error: exit status 3 \(process\.exit\)$/m,
  },
  {
    title: 'exits as if all were well',
    handler: 'export const handler = async () => process.exit()',
    message: /Error: Runtime exited without providing a reason$/,
  },
  {
    title: 'fills its memory',
    handler: `export const handler = async () => { const all = []; for (;;) all.push(new Array(1000).fill({})) }`,
    fn: { memoryMB: 128, timeoutSeconds: 60 },
    message: /Error: Runtime exited with error: signal: killed$/,
    shown:
      /^\[stderr\] out of memory: it may use 128 MB; "memoryMB" of defineFunction gives it more$/m,
  },
  {
    title: 'answers more than Lambda takes',
    handler: `export const handler = async () => 'x'.repeat(6_291_555)`,
    message: /^Response payload size exceeded maximum allowed payload size \(6291556 bytes\)\.$/,
  },
  {
    title: 'answers what JSON cannot hold',
    handler: 'export const handler = async () => 10n',
    message: /^Unable to stringify response body$/,
  },
  {
    title: 'answers a circle',
    handler: 'export const handler = async () => { const a: any = {}; a.a = a; return a }',
    message: /^Unable to stringify response body$/,
  },
  {
    title: 'forgets a promise that fails',
    handler: `export const handler = async () => {
  void Promise.reject(new Error('forgotten'))
  await new Promise((resolve) => setTimeout(resolve, 1000))
}`,
    message: /^Error: forgotten$/,
  },
  {
    title: 'throws where nobody catches it',
    handler: `export const handler = () => new Promise(() => setTimeout(() => { throw new Error('too late') }, 5))`,
    message: /^too late$/,
  },
  {
    title: 'throws while it is loaded',
    handler: `throw new Error('no start')\nexport const handler = async () => 1`,
    message: /^no start$/,
    shown: /say\/handler\.ts:1:7/,
  },
  {
    title: 'exports no handler',
    handler: 'export const main = async () => 1',
    message: /^index\.handler is undefined or not exported$/,
  },
  {
    title: 'exports a handler that is no function',
    handler: 'export const handler = 1',
    message: /^index\.handler is not a function$/,
  },
  {
    title: 'is no TypeScript',
    handler: `export const handler = async () => {\n  return 1 +\n}`,
    message: /say\/handler\.ts:3:1: Unexpected "}"$/,
  },
  {
    title: 'imports what is not there',
    handler: `import { gone } from 'not-installed'\nexport const handler = async () => gone`,
    message: /say\/handler\.ts:1:22: Could not resolve "not-installed"$/,
  },
  {
    title: 'needs a secret that has no value',
    handler: 'export const handler = async () => 1',
    fn: { environment: { KEY: { secret: 'API_KEY' } } },
    message: /^function "say": secret "API_KEY" has no value; add the line API_KEY=… to .*\/\.env$/,
  },
]

suite('a function that fails is an error of its call, and says why on the terminal', () => {
  for (const { title, handler, fn, message, shown = message } of failures) {
    test(title, async (t) => {
      const { invoke, printed } = running(t, handler, fn === undefined ? {} : { fn })

      const error: unknown = await invoke().catch((thrown: unknown) => thrown)

      assert.ok(error instanceof HandlerError)
      assert.match(error.message, message)
      assert.equal(error.errorType, 'Lambda:Unhandled')
      const lines = printed.join('\n')
      assert.match(shown === message ? error.message : lines, shown)
      assert.match(lines, /^\[stderr\] failed: /m)
    })
  }
})

test('what is thrown is shown at the user’s own lines, without those of the runtime', async (t) => {
  const { invoke, printed, root } = running(
    t,
    `import { find } from './find'
export const handler = async () => find('rose')`,
    {
      files: {
        'amplify/say/find.ts': `type Word = string
export function find(word: Word): Word {
  throw new RangeError(\`no \${word}\`)
}`,
      },
    },
  )

  await assert.rejects(invoke(), { message: 'no rose' })

  assert.deepEqual(printed, [
    '[stderr] RangeError: no rose',
    `[stderr]     at find (${root}/amplify/say/find.ts:3:9)`,
    `[stderr]     at handler (${root}/amplify/say/handler.ts:2:36)`,
    '[stderr] failed: no rose',
  ])
})

test('a warm function keeps what its module holds, calls at the same time have one each', async (t) => {
  const { invoke } = running(
    t,
    `let calls = 0
export const handler = async (event: { ms: number }) => {
  calls += 1
  await new Promise((resolve) => setTimeout(resolve, event.ms))
  return calls
}`,
  )

  assert.deepEqual([await invoke({ ms: 0 }), await invoke({ ms: 0 })], [1, 2])
  const together = await Promise.all([invoke({ ms: 100 }), invoke({ ms: 100 })])
  assert.deepEqual(together, [3, 1])
})

test('more calls than instances wait for their turn', async (t) => {
  const { invoke } = running(
    t,
    `let calls = 0
export const handler = async () => {
  await new Promise((resolve) => setTimeout(resolve, 50))
  return ++calls
}`,
  )

  const counts = await Promise.all(Array.from({ length: 13 }, () => invoke()))

  assert.equal(counts.filter((count) => count === 1).length, 10)
})

test('after a time-out the next call begins anew', async (t) => {
  const { invoke } = running(
    t,
    `let calls = 0
export const handler = async (event: { hang: boolean }) => {
  calls += 1
  if (event.hang) for (;;) {}
  return calls
}`,
    { fn: { timeoutSeconds: 1 } },
  )

  assert.equal(await invoke({ hang: false }), 1)
  await assert.rejects(invoke({ hang: true }), /timed out/)
  assert.equal(await invoke({ hang: false }), 1)
})

test('one that dies between calls is replaced', async (t) => {
  const { invoke, printed } = running(
    t,
    `export const handler = async () => {
  setTimeout(() => { throw new Error('in between') }, 1)
  return 'fine'
}`,
  )

  assert.equal(await invoke(), 'fine')
  while (!printed.some((line) => line.includes('in between')))
    await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal(await invoke(), 'fine')
})

test('a function that is mended answers the next call', async (t) => {
  const { invoke, root } = running(t, 'export const handler = async () => 1 +')
  await assert.rejects(invoke(), HandlerError)

  writeFileSync(join(root, entry), 'export const handler = async () => 1 + 1')

  assert.equal(await invoke(), 2)
})

test('everything that a function prints is shown, line by line', async (t) => {
  const { invoke, printed } = running(
    t,
    `console.log('while it loads')
export const handler = async () => {
  console.log('one', { a: 1 })
  console.error('two\\nthree')
  process.stdout.write('no end')
  process.stdout.write(' yet\\n')
}`,
  )

  await invoke()

  assert.deepEqual(printed, [
    '[stdout] while it loads',
    '[stdout] one { a: 1 }',
    '[stderr] two',
    '[stderr] three',
    '[stdout] no end yet',
  ])
})

test('a function without an entry is refused by its name', async () => {
  const functions = createFunctions({ file: '/none/resource.ts', sdl: '' }, bareSurroundings)
  const deployed: FunctionDefinition = {
    name: 'echo-prod',
    title: 'echo-prod',
    timeoutSeconds: 3,
    memoryMB: 512,
    environment: {},
    dataAccess: [],
  }

  await assert.rejects(functions.invoke(deployed, {}), {
    errorType: 'NotEmulated',
    message:
      'function "echo-prod" has no entry file (a deployed Lambda, or one made with the CDK) and is not emulated',
  })
})
