import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { loadDefinition } from '../../emulator/definition/load-definition.ts'
import { createProject, resourcePath, resourceText } from './project.ts'

const handler = 'export const request = () => ({})\nexport const response = () => null\n'

function projectOf(t: TestContext, handlers: string, files: Record<string, string>): string {
  const text = resourceText(`const schema = a.schema({
  Post: a.model({ likes: a.integer() }).authorization((allow) => [allow.authenticated('oidc')]),
  like: a.mutation().returns(a.ref('Post')).authorization((allow) => [allow.authenticated('oidc')])
    .handler(${handlers}),
})`)
  return createProject(t, { [resourcePath]: text, ...files })
}

test('the files of an operation stand beside the resource.ts that names them, and are watched', async (t) => {
  const root = projectOf(
    t,
    `[
      a.handler.custom({ dataSource: a.ref('Post'), entry: './like.js' }),
      a.handler.custom({ entry: '../[shared] 100%/none.js' }),
      a.handler.custom({ dataSource: 'prices', entry: './like.js' }),
    ]`,
    {
      'amplify/data/like.js': `import './more.ts'\n${handler}`,
      'amplify/data/more.ts': '',
      'amplify/[shared] 100%/none.js': handler,
    },
  )
  const like = join(root, 'amplify/data/like.js')
  const none = join(root, 'amplify/[shared] 100%/none.js')

  const { operations, sources } = await loadDefinition(join(root, resourcePath))

  assert.deepEqual(operations[0]?.resolvers, [
    { file: like, dataSource: 'PostTable' },
    { file: none, dataSource: 'NONE_DS' },
    { file: like, dataSource: 'prices' },
  ])
  const more = join(root, 'amplify/data/more.ts')
  assert.deepEqual(sources, [join(root, resourcePath), like, none, more])
})

test('a path from the root is taken as it is', async (t) => {
  const root = createProject(t, { 'far/none.js': handler })
  const file = join(root, 'far/none.js')
  const project = projectOf(t, `a.handler.custom({ entry: ${JSON.stringify(file)} })`, {})

  const { operations } = await loadDefinition(join(project, resourcePath))

  assert.deepEqual(operations[0]?.resolvers, [{ file, dataSource: 'NONE_DS' }])
})

test('a place in a folder with brackets is told as it is written', async (t) => {
  const body = `export const schema = a.schema({
  ping: a.query().returns(a.string()).authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.custom({ entry: './gone.js' })),
})`
  const root = createProject(t, { '[app]/amplify/data/resource.ts': resourceText(body) })
  const file = join(root, '[app]/amplify/data/resource.ts')

  await assert.rejects(loadDefinition(file), {
    code: 'DEFINITION_INVALID',
    message: `${file}:5:24: custom operation "ping": the entry "./gone.js" of its handler is not there (${join(root, '[app]/amplify/data/gone.js')}: no such file)`,
  })
})
