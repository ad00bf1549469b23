import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { loadDefinition } from '../../emulator/definition/load-definition.ts'
import { createProject, resourcePath } from './project.ts'
import type { ProjectFiles } from './project.ts'

/** A definition with the model `Note`, whose text is held by `body`. */
function note(imports: string, content = 'a.string()'): string {
  return `import { a, defineData } from '@aws-amplify/backend'
${imports}
const schema = a.schema({
  Note: a.model({ content: ${content} }).authorization((allow) => allow.publicApiKey()),
})
export const data = defineData({ schema })
`
}

/** A definition with the custom query `greet`, behind what `handler` evaluates to. */
function greet(imports: string, handler: string): string {
  return `import { a, defineData } from '@aws-amplify/backend'
${imports}
const schema = a.schema({
  greet: a.query().returns(a.string()).authorization((allow) => allow.publicApiKey()).handler(${handler}),
})
export const data = defineData({ schema })
`
}

const commonJs = `const { a, defineData } = require('@aws-amplify/backend')
const { join } = require('node:path')
const { fields } = require('./fields.cjs')
const schema = a.schema({
  Note: a.model(fields(a)).authorization((allow) => allow.publicApiKey()),
})
module.exports = { data: defineData({ schema, name: join('a', 'b') }) }
`

interface Case {
  readonly title: string
  readonly files: ProjectFiles
  /** Default: the resource. */
  readonly path?: string
  /** What the SDL holds. */
  readonly sdl: RegExp
}

const cases: readonly Case[] = [
  {
    title: 'functions of defineFunction, of another file too',
    files: {
      [resourcePath]: greet(
        `import { hello } from '../functions/hello/resource'`,
        'a.handler.function(hello)',
      ),
      'amplify/functions/hello/resource.ts': `import { defineFunction, secret } from '@aws-amplify/backend'
export const hello = defineFunction({ name: 'hello', environment: { KEY: secret('KEY') } })`,
      'amplify/functions/hello/handler.ts': "export const handler = async () => 'hello'",
    },
    sdl: /@function\(name: "FnGreet"\)/,
  },
  {
    title: 'a function made with a CDK that is not installed',
    files: {
      [resourcePath]: greet(
        `import { defineFunction } from '@aws-amplify/backend-function'
import { Duration } from 'aws-cdk-lib'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'

class Greeter extends Construct {
  hello() { return new lambda.Function(this, 'f', { runtime: lambda.Runtime.NODEJS_20_X, timeout: Duration.seconds(3) }) }
}
const made = new Greeter(undefined as never, 'g').hello()
made.addToRolePolicy(\`\${made.functionArn}\`)
export const hello = defineFunction(() => made as never)`,
        'a.handler.function(hello)',
      ),
    },
    sdl: /@function\(name: "FnGreet"\)/,
  },
  {
    title: 'a conversation, with a handler of one’s own',
    files: {
      [resourcePath]: `import { a, defineData } from '@aws-amplify/backend'
import { defineConversationHandlerFunction } from '@aws-amplify/backend-ai/conversation'
const handler = defineConversationHandlerFunction({ name: 'h', entry: './h.ts', models: [] })
const schema = a.schema({
  chat: a.conversation({ aiModel: a.ai.model('Amazon Nova Lite'), systemPrompt: 'x', handler })
    .authorization((allow) => allow.owner()),
})
export const data = defineData({ schema })`,
      'amplify/auth/resource.ts': '',
    },
    sdl: /handler: \{ functionName: "FnChat", eventVersion: "1.0" \}/,
  },
  {
    title: 'an alias of tsconfig.json, JSON, and .js for a file in TypeScript',
    files: {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@shared/*": ["./shared/*"] } } }',
      'shared/kinds.ts': `import names from './names.json'
export enum Kind { First = 'first' }
export namespace Kinds { export const all = [Kind.First, ...names] }`,
      'shared/names.json': '["second"]',
      'amplify/data/level.ts': 'export const level = await Promise.resolve("top")',
      [resourcePath]: note(
        `import { Kinds } from '@shared/kinds'
import { level } from './level.js'`,
        'a.enum([...Kinds.all, level])',
      ),
    },
    sdl: /enum NoteContent\s*\{\s*first\s+second\s+top\s*\}/,
  },
  {
    title: 'a file that asks where it stands',
    files: {
      'amplify/data/names.txt': 'kept',
      [resourcePath]: note(
        `import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
const require = createRequire(import.meta.url)
const here = dirname(fileURLToPath(import.meta.url))
const names = [readFileSync(here + '/names.txt', 'utf8'), require('./more.json').more]`,
        'a.enum(names)',
      ),
      'amplify/data/more.json': '{ "more": "beside" }',
    },
    sdl: /enum NoteContent\s*\{\s*kept\s+beside\s*\}/,
  },
  {
    title: '__dirname, and a module in CommonJS',
    files: {
      'amplify/data/resource.cjs': commonJs,
      'amplify/data/fields.cjs': `const { basename } = require('node:path')
exports.fields = (a) => ({ content: a.enum([basename(__dirname)]) })`,
    },
    path: 'amplify/data/resource.cjs',
    sdl: /enum NoteContent\s*\{\s*data\s*\}/,
  },
  {
    title: 'the environment of a function, which only its handler needs',
    files: {
      [resourcePath]: note(
        `import { env } from '$amplify/env/hello'`,
        `a.string().default(env.AMPLITE_NONE ?? 'none')`,
      ),
    },
    sdl: /@default\(value: "none"\)/,
  },
  {
    title: 'a default export',
    files: {
      [resourcePath]: note('').replace('export const data =', 'export default'),
    },
    sdl: /type Note /,
  },
  {
    title:
      'a schema of another file, exported under another name, with everything that defineData takes',
    files: {
      'amplify/data/schema.ts': `import { a } from '@aws-amplify/data-schema'
export const schema = a.schema({
  Note: a.model({ content: a.string() }).authorization((allow) => allow.publicApiKey()),
})`,
      [resourcePath]: `import { defineData } from '@aws-amplify/backend-data'
import { schema } from './schema'
export const notes = defineData({
  schema, name: 'notes', functions: {}, logging: true,
  migratedAmplifyGen1DynamoDbTableMappings: [{ branchName: 'main', modelNameToTableNameMapping: {} }],
})`,
    },
    sdl: /type Note /,
  },
  {
    title: 'amplify/backend.ts, whatever it does with the stacks',
    files: {
      'amplify/backend.ts': `import { defineAuth, defineBackend } from '@aws-amplify/backend'
import { CfnMap } from 'aws-cdk-lib/aws-location'
import { Stack } from 'aws-cdk-lib'
import { makeData } from './data/resource'
const backend = defineBackend({ data: makeData(), auth: defineAuth({ loginWith: { email: true } }) })
const stack = backend.createStack('maps')
new CfnMap(stack, 'map', { mapName: Stack.of(backend.data).region })
for (const table of Object.values(backend.data.resources.cfnResources.amplifyDynamoDbTables)) table.x = true
backend.addOutput({ custom: { id: JSON.stringify(backend.auth.resources.userPool) } })`,
      [resourcePath]: note('')
        .replace('export const data =', 'export const makeData = () =>')
        .replace('publicApiKey', 'authenticated')
        .replace(
          '{ schema })',
          '{ schema, authorizationModes: { defaultAuthorizationMode: "userPool" } })',
        ),
    },
    path: 'amplify/backend.ts',
    sdl: /allow: private/,
  },
]

suite('what definitions import, and how they are exported', () => {
  for (const { title, files, path = resourcePath, sdl } of cases) {
    test(title, async (t) => {
      const definition = await loadDefinition(join(createProject(t, files), path))

      assert.match(definition.sdl, sdl)
    })
  }
})

test('the auth resource is found beside the definition, or in amplify/backend.ts', async (t) => {
  const modes = '{ schema, authorizationModes: { defaultAuthorizationMode: "userPool" } })'
  const resource = note('').replace('{ schema })', modes)
  const backends = [
    { text: `defineBackend({ auth: defineAuth({}), data })`, mode: ['userPool'] },
    { text: `defineBackend({ data }) // auth comes later`, mode: [] },
  ]
  for (const { text, mode } of backends) {
    const keyed = resource.replace(
      'defaultAuthorizationMode: "userPool"',
      'defaultAuthorizationMode: "apiKey"',
    )
    const project = createProject(t, { [resourcePath]: keyed, 'amplify/backend.ts': text })

    const definition = await loadDefinition(join(project, resourcePath))

    assert.deepEqual(definition.modes.additionalModes, mode)
  }
})

test('a definition without data says where to look', async (t) => {
  const root = createProject(t, {
    [resourcePath]: 'export const schema = 1',
    'amplify/backend.ts': '',
  })

  await assert.rejects(loadDefinition(join(root, resourcePath)), {
    code: 'DEFINITION_INVALID',
    message: `${root}/amplify/data/resource.ts: no export comes from defineData (it exports schema); name the file that calls defineData, or ${root}/amplify/backend.ts where that hands its result to defineBackend`,
  })
})
