import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { amplifyOutputs } from '../../emulator/outputs/amplify-outputs.ts'
import { writeOutputs } from '../../emulator/outputs/write-outputs.ts'

function outputsAt(port: number) {
  const url = `http://127.0.0.1:${port}`
  return amplifyOutputs({
    sdl: `type Todo @model @auth(rules: [{ allow: owner, provider: oidc, identityClaim: "'''" }]) { content: String }`,
    modes: { defaultMode: 'oidc', additionalModes: [] },
    platform: 'js',
    url: `${url}/graphql`,
    custom: { url, issuer: `${url}/oidc` },
  })
}

async function folder(context: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'outputs-'))
  context.after(() => rm(path, { recursive: true }))
  return path
}

test('outputs are written with the folders that lead to them, and nothing is left beside them', async (context) => {
  const root = await folder(context)
  const file = join(root, '.amplite', 'amplify_outputs.json')

  await writeOutputs(file, outputsAt(20002))

  assert.deepEqual(
    JSON.parse(await readFile(file, 'utf8')),
    JSON.parse(JSON.stringify(outputsAt(20002))),
  )
  assert.deepEqual(await readdir(join(root, '.amplite')), ['amplify_outputs.json'])
})

test('outputs of an earlier run are replaced', async (context) => {
  const file = join(await folder(context), 'amplify_outputs.json')
  await writeOutputs(file, outputsAt(20002))

  await writeOutputs(file, outputsAt(20003))

  const { custom } = JSON.parse(await readFile(file, 'utf8'))
  assert.deepEqual(custom, {
    amplite: { url: 'http://127.0.0.1:20003', issuer: 'http://127.0.0.1:20003/oidc' },
  })
})

const foreign = [
  {
    title: 'the outputs of a deployed backend',
    text: '{"version":"1.5","custom":{"stage":"dev"}}',
  },
  { title: 'text that is not JSON', text: 'hello' },
  { title: 'an empty file', text: '' },
] as const

for (const { title, text } of foreign) {
  test(`a file that the sandbox did not write is left as it is: ${title}`, async (context) => {
    const file = join(await folder(context), 'amplify_outputs.json')
    await writeFile(file, text)

    await assert.rejects(writeOutputs(file, outputsAt(20002)), {
      code: 'USAGE',
      message: `outputs file "${file}" was not written by amplite and is left as it is; choose another with --outputs FILE`,
    })
    assert.equal(await readFile(file, 'utf8'), text)
  })
}

test('the advice names the option that the command knows', async (context) => {
  const file = join(await folder(context), 'amplify_outputs.json')
  await writeFile(file, 'hello')

  await assert.rejects(
    writeOutputs(file, outputsAt(20002), '--out'),
    /choose another with --out FILE$/,
  )
})

test('a place that cannot be written is named', async (context) => {
  const file = join(await folder(context), 'taken')
  await mkdir(file)

  await assert.rejects(writeOutputs(file, outputsAt(20002)), (error: Error & { code: string }) => {
    assert.equal(error.code, 'USAGE')
    assert.ok(error.message.startsWith(`outputs file "${file}" cannot be written: EISDIR`))
    return true
  })
})

test('Flutter gets one Dart constant, which the sandbox knows again', async (context) => {
  const file = join(await folder(context), 'amplify_outputs.dart')
  await writeOutputs(file, outputsAt(20002))

  await writeOutputs(file, outputsAt(20003))

  const [, json = ''] =
    /^const amplifyConfig = r'''([^']*)''';\n$/.exec(await readFile(file, 'utf8')) ?? []
  assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(outputsAt(20003))))
})
