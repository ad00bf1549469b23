import assert from 'node:assert/strict'
import { test } from 'node:test'

import { cellsOf } from '../../emulator/analysis/cells.ts'
import { subjectsOf } from '../../emulator/analysis/sides.ts'
import { create } from '../../emulator/analysis/studies/create.ts'
import { versionOf } from './sample-versions.ts'

const cases = [
  { of: 'a value that has to be sent', field: 'a.string().required()', answers: ['refuse flag'] },
  { of: 'a value that AWS fills in', field: "a.string().default('x')", answers: ['refuse flag'] },
  { of: 'a value that can be left out', field: 'a.string()', answers: ['allow'] },
]

for (const { of, field, answers } of cases) {
  test(`a create without rights on ${of}: ${answers.join()}`, async () => {
    const version = await versionOf(`Todo: a.model({
      content: a.string(),
      flag: ${field}.authorization((allow) => [allow.authenticated('oidc').to(['read'])]),
    }).authorization((allow) => [allow.authenticated('oidc').to(['create', 'read'])])`)
    const [subject] = subjectsOf([version])
    assert.ok(subject)
    const cells = [...cellsOf(create, subject.sides, 'oidc').values()]
    assert.deepEqual(
      cells.flatMap((cell) => cell.answers.map((answer) => answer.outcome()['answer'])),
      answers,
    )
  })
}
