import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { loadDefinition } from '../../emulator/definition/load-definition.ts'
import { createProject, resourcePath } from './project.ts'
import type { ProjectFiles } from './project.ts'

const handler = 'export const handler = async () => 1'

/** A resource.ts whose query "echo" runs what `handlers` says. */
function resource(handlers: string, defined: string, data = ''): string {
  return `import { a, defineData, defineFunction, secret } from '@aws-amplify/backend'
${defined}
const schema = a.schema({
  echo: a.query().returns(a.string()).authorization((allow) => [allow.publicApiKey()])
    .handler(${handlers}),
})${data}
`
}

const plain = { timeoutSeconds: 3, memoryMB: 512, environment: {}, dataAccess: [] }

const cases: readonly {
  title: string
  files: ProjectFiles
  functions: readonly object[]
}[] = [
  {
    title: 'an entry relative to the file that calls defineFunction',
    files: {
      [resourcePath]: resource(
        'a.handler.function(fn)',
        `const fn = defineFunction({ entry: './echo/handler.ts' })`,
        '\nexport const data = defineData({ schema })',
      ),
      'amplify/data/echo/handler.ts': handler,
    },
    functions: [
      { ...plain, name: 'FnEcho', title: 'handler', entry: 'amplify/data/echo/handler.ts' },
    ],
  },
  {
    title: 'everything written, defined in a resource of its own',
    files: {
      [resourcePath]: resource(
        'a.handler.function(say)',
        `import { say } from '../functions/say/resource'`,
        `.authorization((allow) => [allow.resource(say).to(['listen', 'query'])])
export const data = defineData({ schema })`,
      ),
      'amplify/functions/say/resource.ts': `import { defineFunction, secret } from '@aws-amplify/backend'
export const say = defineFunction({
  name: 'say-hello', timeoutSeconds: 9, memoryMB: 256,
  environment: { MOOD: 'fine', KEY: secret('API_KEY') },
})`,
      'amplify/functions/say/handler.ts': handler,
    },
    functions: [
      {
        name: 'FnEcho',
        title: 'say-hello',
        entry: 'amplify/functions/say/handler.ts',
        timeoutSeconds: 9,
        memoryMB: 256,
        environment: { MOOD: 'fine', KEY: { secret: 'API_KEY' } },
        dataAccess: ['query', 'listen'],
      },
    ],
  },
  {
    title: 'nothing written: the folder names it, handler.ts is its entry',
    files: {
      [resourcePath]: resource(
        'a.handler.function(say)',
        `import { say } from '../functions/say/resource'`,
        '\nexport const data = defineData({ schema })',
      ),
      'amplify/functions/say/resource.ts': `import { defineFunction } from '@aws-amplify/backend'
export const say = defineFunction()`,
      'amplify/functions/say/handler.ts': handler,
    },
    functions: [
      { ...plain, name: 'FnEcho', title: 'say', entry: 'amplify/functions/say/handler.ts' },
    ],
  },
  {
    title: 'several handlers',
    files: {
      [resourcePath]: resource(
        '[a.handler.function(first), a.handler.function(second)]',
        `const first = defineFunction({ entry: './first.ts' })
const second = defineFunction({ entry: './second.ts' })`,
        '\nexport const data = defineData({ schema })',
      ),
      'amplify/data/first.ts': handler,
      'amplify/data/second.ts': handler,
    },
    functions: [
      { ...plain, name: 'FnEcho', title: 'first', entry: 'amplify/data/first.ts' },
      { ...plain, name: 'FnEcho2', title: 'second', entry: 'amplify/data/second.ts' },
    ],
  },
  {
    title: 'a name that defineData explains',
    files: {
      [resourcePath]: resource(
        `a.handler.function('echoer')`,
        `const fn = defineFunction({ entry: './echo.ts', name: 'echo-fn' })`,
        '\nexport const data = defineData({ schema, functions: { echoer: fn } })',
      ),
      'amplify/data/echo.ts': handler,
    },
    functions: [{ ...plain, name: 'echoer', title: 'echo-fn', entry: 'amplify/data/echo.ts' }],
  },
  {
    title: 'the name of a deployed Lambda has no entry',
    files: {
      [resourcePath]: resource(
        `a.handler.function('echo-prod')`,
        '',
        '\nexport const data = defineData({ schema })',
      ),
    },
    functions: [{ ...plain, name: 'echo-prod', title: 'echo-prod' }],
  },
  {
    title: 'a function made with the CDK has no entry',
    files: {
      [resourcePath]: resource(
        'a.handler.function(fn)',
        'const fn = defineFunction((scope) => scope)',
        '\nexport const data = defineData({ schema })',
      ),
    },
    functions: [{ ...plain, name: 'FnEcho', title: 'FnEcho' }],
  },
  {
    title: 'schemas that a.combine brings together have one function each',
    files: {
      [resourcePath]: `import { a, defineData, defineFunction } from '@aws-amplify/backend'
const echo = defineFunction({ entry: './echo.ts' })
const one = a.schema({ echo: a.query().returns(a.string())
  .authorization((allow) => [allow.publicApiKey()]).handler(a.handler.function(echo)) })
const two = a.schema({ shout: a.query().returns(a.string())
  .authorization((allow) => [allow.publicApiKey()]).handler(a.handler.function(echo)) })
export const data = defineData({ schema: a.combine([one, two]) })`,
      'amplify/data/echo.ts': handler,
    },
    functions: [
      { ...plain, name: 'FnEcho', title: 'echo', entry: 'amplify/data/echo.ts' },
      { ...plain, name: 'FnShout', title: 'echo', entry: 'amplify/data/echo.ts' },
    ],
  },
]

suite('the functions behind operations', () => {
  for (const { title, files, functions } of cases) {
    test(title, async (t) => {
      const root = createProject(t, files)

      const definition = await loadDefinition(join(root, resourcePath))

      const absolute = functions.map((fn) =>
        'entry' in fn ? { ...fn, entry: join(root, String(fn.entry)) } : fn,
      )
      assert.deepEqual(definition.functions, absolute)
    })
  }
})

test('the files of a function and the secrets are watched, packages are not', async (t) => {
  const root = createProject(t, {
    [resourcePath]: resource(
      'a.handler.function(fn)',
      `const fn = defineFunction({ entry: './echo.ts' })`,
      '\nexport const data = defineData({ schema })',
    ),
    'amplify/data/echo.ts': `import { env } from '$amplify/env/echo'
import { randomUUID } from 'node:crypto'
import { shout } from './shout'
export const handler = async () => shout(randomUUID() + env.MOOD)`,
    'amplify/data/shout.ts': 'export const shout = (text: string) => text.toUpperCase()',
  })

  const { sources } = await loadDefinition(join(root, resourcePath))

  const files = [resourcePath, 'amplify/data/echo.ts', 'amplify/data/shout.ts', '.env']
  assert.deepEqual(
    sources,
    files.map((file) => join(root, file)),
  )
})

test('files that are broken are watched as well', async (t) => {
  const root = createProject(t, {
    [resourcePath]: resource(
      'a.handler.function(fn)',
      `const fn = defineFunction({ entry: './echo.ts' })`,
      '\nexport const data = defineData({ schema })',
    ),
    'amplify/data/echo.ts': `import { shout } from './shout'\nexport const handler = shout`,
    'amplify/data/shout.ts': 'export const shout =',
  })

  const { sources } = await loadDefinition(join(root, resourcePath))

  assert.ok(sources.includes(join(root, 'amplify/data/shout.ts')))
})

const refused: readonly { title: string; defined: string; message: RegExp }[] = [
  {
    title: 'an entry that is not there',
    defined: `const fn = defineFunction({ entry: './gone.ts' })`,
    message:
      /resource\.ts:2:12: function "gone": there is no file ".*gone\.ts"; name it by "entry", relative to the file that calls defineFunction$/,
  },
  {
    title: 'a time-out that Lambda does not have',
    defined: `const fn = defineFunction({ entry: './echo.ts', timeoutSeconds: 0.5 })`,
    message:
      /:2:12: function "echo": timeoutSeconds must be a whole number between 1 and 900, not 0.5$/,
  },
  {
    title: 'memory that Lambda does not have',
    defined: `const fn = defineFunction({ entry: './echo.ts', memoryMB: 64 })`,
    message:
      /:2:12: function "echo": memoryMB must be a whole number between 128 and 10240, not 64$/,
  },
  {
    title: 'a value that is no environment',
    defined: `const fn = defineFunction({ entry: './echo.ts', environment: { PORT: 8080 } })`,
    message: /:2:12: function "echo": environment "PORT" must be a string or secret\('NAME'\)$/,
  },
  {
    title: 'a name that no environment has',
    defined: `const fn = defineFunction({ entry: './echo.ts', environment: { 'MY-KEY': 'x' } })`,
    message: /environment "MY-KEY" must be two or more letters, digits and _$/,
  },
]

suite('functions that AWS would not deploy', () => {
  for (const { title, defined, message } of refused) {
    test(title, async (t) => {
      const text = resource(
        'a.handler.function(fn)',
        defined,
        '\nexport const data = defineData({ schema })',
      )
      const root = createProject(t, { [resourcePath]: text, 'amplify/data/echo.ts': handler })

      await assert.rejects(loadDefinition(join(root, resourcePath)), {
        code: 'DEFINITION_INVALID',
        message,
      })
    })
  }
})

suite('the function of the Lambda authorizer', () => {
  const modesText = (
    ttl: string,
  ): string => `import { a, defineData, defineFunction } from '@aws-amplify/backend'
const gate = defineFunction({ name: 'gate', entry: './gate.ts' })
const schema = a.schema({ T: a.model({ x: a.string() }).authorization((allow) => [allow.custom()]) })
export const data = defineData({ schema, authorizationModes: {
  defaultAuthorizationMode: 'lambda', lambdaAuthorizationMode: { function: gate${ttl} } } })`

  for (const [ttl, seconds] of [
    ['', 60],
    [', timeToLiveInSeconds: 0', 0],
    [', timeToLiveInSeconds: 300', 300],
  ] as const) {
    test(`${ttl === '' ? 'without a time to live' : ttl.slice(2)}: ${seconds} s`, async (t) => {
      const root = createProject(t, {
        [resourcePath]: modesText(ttl),
        'amplify/data/gate.ts': handler,
      })

      const { modes, sources } = await loadDefinition(join(root, resourcePath))

      const entry = join(root, 'amplify/data/gate.ts')
      assert.deepEqual(modes, {
        defaultMode: 'lambda',
        additionalModes: [],
        lambda: {
          function: { ...plain, name: 'gate', title: 'gate', entry },
          timeToLiveSeconds: seconds,
        },
      })
      assert.ok(sources.includes(entry))
    })
  }

  test('a time to live beyond an hour is refused', async (t) => {
    const files = {
      [resourcePath]: modesText(', timeToLiveInSeconds: 3601'),
      'amplify/data/gate.ts': handler,
    }

    await assert.rejects(loadDefinition(join(createProject(t, files), resourcePath)), {
      message:
        /lambdaAuthorizationMode\.timeToLiveInSeconds must be a number of seconds from 0 to 3600, not 3601$/,
    })
  })
})
