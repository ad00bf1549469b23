import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { AuthorizationModes } from '../../emulator/model/modes.ts'
import { amplifyOutputs } from '../../emulator/outputs/amplify-outputs.ts'
import type { OutputsInput } from '../../emulator/outputs/amplify-outputs.ts'
import { modelIntrospection } from '../../emulator/outputs/model-introspection.ts'

const sdl = 'type Todo @model { content: String }'
const input: OutputsInput = {
  sdl,
  modes: { defaultMode: 'oidc', additionalModes: [] },
  platform: 'js',
  url: 'http://localhost:20002/graphql',
  custom: { url: 'http://localhost:20002', issuer: 'http://localhost:20002/oidc' },
}

test('an OIDC API gets the file that ampx writes for it, in its key order', () => {
  const outputs = amplifyOutputs(input)

  const expected = {
    data: {
      url: 'HTTP://localhost:20002/graphql',
      aws_region: 'us-east-1',
      default_authorization_type: 'OPENID_CONNECT',
      authorization_types: ['AWS_IAM'],
      model_introspection: modelIntrospection(sdl),
    },
    version: '1.5',
    custom: { amplite: { url: 'http://localhost:20002', issuer: 'http://localhost:20002/oidc' } },
  }
  assert.equal(JSON.stringify(outputs), JSON.stringify(expected))
})

test('the API key stands between region and default mode, when the API takes keys', () => {
  const modes = { defaultMode: 'oidc', additionalModes: ['apiKey'] } as const

  const { data } = amplifyOutputs({ ...input, modes, apiKey: 'da2-sandbox' })

  assert.equal(data.api_key, 'da2-sandbox')
  assert.deepEqual(Object.keys(data).slice(0, 4), [
    'url',
    'aws_region',
    'api_key',
    'default_authorization_type',
  ])
})

test('an API without key mode shows no API key', () => {
  const { data } = amplifyOutputs({ ...input, apiKey: 'da2-sandbox' })

  assert.equal('api_key' in data, false)
})

const modeCases: readonly {
  modes: AuthorizationModes
  defaultType: string
  types: readonly string[]
}[] = [
  {
    modes: {
      defaultMode: 'oidc',
      additionalModes: ['iam', 'userPool', 'lambda', 'apiKey'],
    },
    defaultType: 'OPENID_CONNECT',
    types: ['API_KEY', 'AWS_LAMBDA', 'AMAZON_COGNITO_USER_POOLS', 'AWS_IAM'],
  },
  {
    modes: { defaultMode: 'userPool', additionalModes: ['oidc'] },
    defaultType: 'AMAZON_COGNITO_USER_POOLS',
    types: ['OPENID_CONNECT', 'AWS_IAM'],
  },
  { modes: { defaultMode: 'iam', additionalModes: [] }, defaultType: 'AWS_IAM', types: [] },
]

for (const { modes, defaultType, types } of modeCases) {
  test(`modes beside ${modes.defaultMode} are listed in ampx's order, the default never`, () => {
    const { data } = amplifyOutputs({ ...input, modes })

    assert.deepEqual(
      [data.default_authorization_type, data.authorization_types],
      [defaultType, types],
    )
  })
}

const urlCases = [
  { platform: 'js', url: 'HTTP://localhost:20002/graphql' },
  { platform: 'flutter', url: 'https://localhost:20002/graphql' },
  { platform: 'swift', url: 'https://localhost:20002/graphql' },
  { platform: 'android', url: 'https://localhost:20002/graphql' },
] as const

for (const { platform, url } of urlCases) {
  test(`the address is spelled as ${platform} needs it`, () => {
    assert.equal(amplifyOutputs({ ...input, platform }).data.url, url)
  })
}
