import assert from 'node:assert/strict'

import { parseSdl } from '../../emulator/definition/parse-sdl.ts'
import type { Model } from '../../emulator/model/definition.ts'

const rules = {
  own: '{ allow: owner, provider: oidc, identityClaim: "user_id" }',
  ownRead: '{ allow: owner, provider: oidc, identityClaim: "user_id", operations: [read] }',
  ownCreate: '{ allow: owner, provider: oidc, identityClaim: "user_id", operations: [create] }',
  ownReadDelete:
    '{ allow: owner, provider: oidc, identityClaim: "user_id", operations: [read, delete] }',
  signedIn: '{ allow: private, provider: oidc }',
  signedInRead: '{ allow: private, provider: oidc, operations: [read] }',
  hr: '{ allow: groups, provider: oidc, groups: ["HR"], groupClaim: "user_groups" }',
  hrRead:
    '{ allow: groups, provider: oidc, groups: ["HR"], groupClaim: "user_groups", operations: [read] }',
  hrList:
    '{ allow: groups, provider: oidc, groups: ["HR"], groupClaim: "user_groups", operations: [list] }',
  key: '{ allow: public }',
  keyRead: '{ allow: public, operations: [read] }',
  keyUpdate: '{ allow: public, operations: [update] }',
  keyNothing: '{ allow: public, operations: [] }',
} as const

/** Reads a model from SDL in which short names stand for whole rules: `type T @model @auth(own, hr) { … }`. */
export function modelOf(sdl: string): Model {
  const full = sdl.replaceAll(/@auth\(([^)]*)\)/g, (_, names: string) => {
    const texts = names.split(',').map((name) => ruleTextOf(name.trim()))
    return `@auth(rules: [${texts.join(', ')}])`
  })
  const [model] = parseSdl(full).models
  assert.ok(model)
  return model
}

function ruleTextOf(name: string): string {
  const text = Object.entries(rules).find(([key]) => key === name)?.[1]
  assert.ok(text !== undefined, `no rule is called "${name}"`)
  return text
}

/** The ids of the roles that `own`, `signedIn`, `hr` and `key` are compiled to. */
export const own = 'oidc:owner:owner:user_id'
export const signedIn = 'oidc:private'
export const hr = 'oidc:staticGroup:HR:user_groups'
export const key = 'apiKey:public'

/** The model of `auth-semantics` §7 S7: a salary that HR keeps, a number that only the owner sees. */
export const employee = `type E @model @auth(signedInRead, own, hrRead) {
  name: String
  ssn: String @auth(own)
  salary: Int @auth(hr, ownRead)
}`
