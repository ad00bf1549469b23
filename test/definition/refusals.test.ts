import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { loadDefinition } from '../../emulator/definition/load-definition.ts'
import { EmulatorError } from '../../emulator/errors.ts'
import { createProject, resourcePath, resourceText } from './project.ts'
import type { ProjectFiles } from './project.ts'

interface Refusal {
  readonly title: string
  readonly files: ProjectFiles
  readonly load?: string
  readonly modesFile?: string
  readonly code: EmulatorError['code']
  /** Begins with the place in the project. */
  readonly message: string
}

const signedIn = `.authorization((allow) => [allow.authenticated('oidc')])`
const todo = `const schema = a.schema({ Todo: a.model({ content: a.string() }) })${signedIn}`
const only = (body: string): ProjectFiles => ({ [resourcePath]: resourceText(body) })
const sdlOnly = (sdl: string): ProjectFiles => ({ 'schema.graphql': sdl })
const auth = '@auth(rules: [{ allow: private, provider: oidc }])'

const modules: readonly Refusal[] = [
  {
    title: 'a file that is not there',
    files: {},
    code: 'DEFINITION_NOT_FOUND',
    message: `${resourcePath}: no such file; name your definition, as in "amplite start amplify/data/resource.ts"`,
  },
  {
    title: 'a syntax error',
    files: only('const schema = a.schema({ Todo: })'),
    code: 'DEFINITION_INVALID',
    message: `${resourcePath}:3:33: Unexpected "}"`,
  },
  {
    title: 'a syntax error in an imported file',
    files: {
      'amplify/data/other.ts': 'export const schema = }\n',
      [resourcePath]: `import { schema } from './other'\n${resourceText('')}`,
    },
    code: 'DEFINITION_INVALID',
    message: 'amplify/data/other.ts:1:23: Unexpected "}"',
  },
  {
    title: 'an import of a file that is not there',
    files: only(`import { part } from './part'\nconst schema = a.schema({ Todo: part })`),
    code: 'DEFINITION_INVALID',
    message: `${resourcePath}:3:22: Could not resolve "./part"`,
  },
  {
    title: 'an import of a package that is not installed',
    files: only(`import { part } from 'no-such-package'\nconst schema = a.schema({ Todo: part })`),
    code: 'DEFINITION_INVALID',
    message: `${resourcePath}:3:22: the package "no-such-package" is not installed where the definition looks for it; run "npm install no-such-package" in the project`,
  },
  {
    title: 'code that throws',
    files: only(`const fail = (): never => {\n  throw new Error('no config')\n}\n${todo}\nfail()`),
    code: 'DEFINITION_INVALID',
    message: `${resourcePath}:4:9: no config`,
  },
  {
    title: 'code that throws in an imported file',
    files: {
      'amplify/data/other.ts': `export const part: string = (() => {\n  throw new Error('no part')\n})()\n`,
      [resourcePath]: `import { part } from './other'\n${resourceText(`const schema = part`)}`,
    },
    code: 'DEFINITION_INVALID',
    message: 'amplify/data/other.ts:2:9: no part',
  },
  {
    title: 'a builder call that does not exist',
    files: only('const schema = a.schema({ Todo: a.model({ content: a.strin() }) })'),
    code: 'DEFINITION_INVALID',
    message: `${resourcePath}:3:54: a.strin is not a function`,
  },
  {
    title: 'no export that comes from defineData',
    files: { [resourcePath]: `export const one = 1\nexport const two = 2\n` },
    code: 'DEFINITION_INVALID',
    message: `${resourcePath}: no export comes from defineData (it exports one, two); write "export const data = defineData({ schema })"`,
  },
  {
    title: 'defineData without a schema',
    files: {
      [resourcePath]: `import { defineData } from '@aws-amplify/backend'\nexport const data = defineData({} as never)\n`,
    },
    code: 'DEFINITION_INVALID',
    message: `${resourcePath}: defineData was given no schema; pass "schema: a.schema({ … })"`,
  },
  {
    title: 'oidc as the default mode without its configuration',
    files: { [resourcePath]: resourceText(todo, `{ defaultAuthorizationMode: 'oidc' }`) },
    code: 'DEFINITION_INVALID',
    message: `${resourcePath}: defaultAuthorizationMode is "oidc", but there is no oidcAuthorizationMode`,
  },
  {
    title: 'a client id that is no regular expression',
    files: { [resourcePath]: resourceText(todo, `{ oidcAuthorizationMode: { clientId: '(' } }`) },
    code: 'DEFINITION_INVALID',
    message: `${resourcePath}: oidcAuthorizationMode.clientId "(" is no regular expression, which AppSync takes it for`,
  },
  {
    title: 'a model without rules',
    files: only('const schema = a.schema({ Todo: a.model({ content: a.string() }) })'),
    code: 'DEFINITION_INVALID',
    message: `${resourcePath}:3:27: Model \`Todo\` is missing authorization rules. Add global rules to the schema or ensure every model has its own rules.`,
  },
]

const sdlFiles: readonly Refusal[] = [
  {
    title: 'a syntax error',
    files: sdlOnly('type Todo @model {\n  content String\n}\n'),
    load: 'schema.graphql',
    code: 'DEFINITION_INVALID',
    message: 'schema.graphql:2:11: Syntax Error: Expected ":", found Name "String".',
  },
  {
    title: 'a type that is not defined',
    files: sdlOnly(`type Todo @model ${auth} { content: Strin }`),
    load: 'schema.graphql',
    code: 'DEFINITION_INVALID',
    message: 'schema.graphql: field "Todo.content": its type "Strin" is not defined',
  },
  {
    title: 'a rule of a kind that does not exist',
    files: sdlOnly('type Todo @model @auth(rules: [{ allow: everyone }]) { content: String }'),
    load: 'schema.graphql',
    code: 'DEFINITION_INVALID',
    message:
      'schema.graphql: @auth: allow "everyone" is none of private, public, owner, groups, custom',
  },
  {
    title: 'a union',
    files: sdlOnly('union Any = One | Two'),
    load: 'schema.graphql',
    code: 'NOT_EMULATED',
    message: 'schema.graphql: the SDL holds a UnionTypeDefinition, which is not emulated',
  },
  {
    title: 'a directive on a type that is not emulated',
    files: sdlOnly(`type Todo @model @searchable ${auth} { content: String }`),
    load: 'schema.graphql',
    code: 'NOT_EMULATED',
    message:
      'schema.graphql: type "Todo": the directive "@searchable" is not emulated; take it out to run the rest',
  },
  {
    title: 'a directive on a field that is not emulated',
    files: sdlOnly(`type Todo @model ${auth} { content: String @function(name: "fn") }`),
    load: 'schema.graphql',
    code: 'NOT_EMULATED',
    message:
      'schema.graphql: field "Todo.content": the directive "@function" is not emulated; take it out to run the rest',
  },
  {
    title: 'a modes file that is not there',
    files: sdlOnly(`type Todo @model ${auth} { content: String }`),
    load: 'schema.graphql',
    modesFile: 'modes.json',
    code: 'DEFINITION_NOT_FOUND',
    message: 'modes.json: no such file; name the modes of the API with --modes FILE',
  },
  {
    title: 'a modes file that is no JSON',
    files: { ...sdlOnly(`type Todo @model ${auth} { content: String }`), 'modes.json': '{ "a":' },
    load: 'schema.graphql',
    modesFile: 'modes.json',
    code: 'DEFINITION_INVALID',
    message: 'modes.json: it is no JSON: Unexpected end of JSON input',
  },
  {
    title: 'a modes file that lacks a configuration',
    files: {
      ...sdlOnly(`type Todo @model ${auth} { content: String }`),
      'modes.json': '{ "defaultAuthorizationMode": "oidc" }',
    },
    load: 'schema.graphql',
    modesFile: 'modes.json',
    code: 'DEFINITION_INVALID',
    message:
      'modes.json: defaultAuthorizationMode is "oidc", but there is no oidcAuthorizationMode',
  },
]

const tables = {
  'a definition that cannot be used is refused with its place': modules,
  'SDL that cannot be used is refused with its place': sdlFiles,
}

for (const [name, refusals] of Object.entries(tables)) {
  suite(name, () => {
    for (const { title, files, load = resourcePath, modesFile, code, message } of refusals) {
      test(title, async (t) => {
        const root = createProject(t, files)
        const options = modesFile === undefined ? {} : { modesFile: join(root, modesFile) }

        await assert.rejects(loadDefinition(join(root, load), options), (error) => {
          assert.ok(error instanceof EmulatorError)
          assert.deepEqual(
            { code: error.code, message: error.message },
            { code, message: `${root}/${message}` },
          )
          return true
        })
      })
    }
  })
}
