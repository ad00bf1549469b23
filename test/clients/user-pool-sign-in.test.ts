import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decodeJwt } from 'jose'
import * as client from 'openid-client'

import { ask, call } from '../ask.ts'
import { openBrowser } from '../issuer/browser.ts'
import { authorization, choose, discover, visit } from '../issuer/issuer-fixture.ts'
import { runSandbox } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

const club = 'test/clients/club/amplify/data/resource.ts'
const shop = 'test/clients/shop/amplify/data/resource.ts'
const pool = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_amplite'

async function signIn({ ready }: RunningSandbox, clientId: string, choice: object) {
  const config = await discover(ready.issuer, clientId)
  const { url, redeem } = await authorization(config)
  const browser = openBrowser()
  const page = await visit(browser, url)
  const tokens = await redeem((await choose(browser, page.url, choice)).url)
  return { config, tokens }
}

test('a sign-in by openid-client yields tokens that a user pool API takes', async (t) => {
  const sandbox = await runSandbox(t, [club])
  const create = 'mutation { createMember(input: { id: "m", nickname: "al" }) { owner } }'

  const { tokens } = await signIn(sandbox, 'amplite', { persona: 'alice' })
  const access = decodeJwt(tokens.access_token)
  const id = decodeJwt(tokens.id_token ?? '')
  const created = await ask(sandbox, { token: tokens.access_token, query: create })
  const listed = await ask(sandbox, {
    token: tokens.id_token ?? '',
    query: '{ listMembers { items { id owner } } }',
  })

  assert.deepEqual(
    [access.iss, access['token_use'], access['username'], access['client_id'], access.aud],
    [pool, 'access', 'alice', 'amplite', undefined],
  )
  assert.deepEqual(
    [id.iss, id['token_use'], id['cognito:username'], id.aud],
    [sandbox.ready.issuer, 'id', 'alice', 'amplite'],
  )
  assert.deepEqual(created.body, { data: { createMember: { owner: 'alice' } } })
  assert.deepEqual(listed.body, { data: { listMembers: { items: [{ id: 'm', owner: 'alice' }] } } })
})

test('groups chosen at sign-in count, a refresh keeps them, and userinfo has the person only', async (t) => {
  const sandbox = await runSandbox(t, [club])
  const query = '{ listMembers { items { id } } }'

  const choice = { claims: { sub: 's', 'cognito:groups': ['Board'] } }
  const { config, tokens } = await signIn(sandbox, 'amplite', choice)
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
  const listed = await ask(sandbox, { token: renewed.access_token, query })
  const userinfo = await client.fetchUserInfo(config, renewed.access_token, 's')

  assert.deepEqual(listed.body, { data: { listMembers: { items: [] } } })
  assert.deepEqual({ ...userinfo }, { sub: 's', username: 's', 'cognito:groups': ['Board'] })
})

test('beside OIDC the user pool has a client of its own', async (t) => {
  const sandbox = await runSandbox(t, [shop])
  const issOf = async (clientId: string): Promise<unknown> => {
    const { tokens } = await signIn(sandbox, clientId, { persona: 'alice' })
    const { status } = await ask(sandbox, { token: tokens.access_token, query: '{ __typename }' })
    return [status, decodeJwt(tokens.access_token).iss]
  }

  assert.deepEqual(await issOf('carrier-app'), [200, sandbox.ready.issuer])
  assert.deepEqual(await issOf('amplite-user-pool'), [200, pool])

  const { body } = await call(sandbox, '/definition')
  const { modes } = body as { modes: Record<string, object> }
  assert.deepEqual(modes['userPool'], {
    issuer: sandbox.ready.issuer,
    clientIds: ['amplite-user-pool'],
    tokenIssuer: pool,
  })
})
