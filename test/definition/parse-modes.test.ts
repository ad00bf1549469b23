import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { parseModes } from '../../emulator/definition/parse-modes.ts'
import { EmulatorError } from '../../emulator/errors.ts'

const oidcAuthorizationMode = { oidcProviderName: 'corp', oidcIssuerUrl: 'https://idp.example' }
const oidc = { providerName: 'corp', issuerUrl: 'https://idp.example' }
const file = 'amplify/data/resource.ts'

/** The table of `auth-semantics` §1.5. */
const settled = [
  {
    title: 'nothing written, no auth resource: an API key',
    written: undefined,
    hasAuth: false,
    modes: { defaultMode: 'apiKey', additionalModes: [] },
  },
  {
    title: 'nothing written beside an auth resource: user pools',
    written: undefined,
    hasAuth: true,
    modes: { defaultMode: 'userPool', additionalModes: [] },
  },
  {
    title: 'one mode configured without an auth resource: that one',
    written: { oidcAuthorizationMode },
    hasAuth: false,
    modes: { defaultMode: 'oidc', additionalModes: [], oidc },
  },
  {
    title: 'a default and its configuration',
    written: { defaultAuthorizationMode: 'oidc', oidcAuthorizationMode },
    hasAuth: false,
    modes: { defaultMode: 'oidc', additionalModes: [], oidc },
  },
  {
    title: 'what is configured beside the default is additional',
    written: {
      defaultAuthorizationMode: 'oidc',
      oidcAuthorizationMode,
      apiKeyAuthorizationMode: { expiresInDays: 30 },
      lambdaAuthorizationMode: { function: {} },
    },
    hasAuth: false,
    modes: { defaultMode: 'oidc', additionalModes: ['apiKey', 'lambda'], oidc, apiKeyDays: 30 },
  },
  {
    title: 'an API key without a number of days lives as long as AWS says',
    written: { apiKeyAuthorizationMode: { description: 'public' } },
    hasAuth: false,
    modes: { defaultMode: 'apiKey', additionalModes: [] },
  },
  {
    title: 'an auth resource adds user pools',
    written: { defaultAuthorizationMode: 'oidc', oidcAuthorizationMode },
    hasAuth: true,
    modes: { defaultMode: 'oidc', additionalModes: ['userPool'], oidc },
  },
  {
    title: 'apiKey as the default needs no configuration',
    written: { defaultAuthorizationMode: 'apiKey', oidcAuthorizationMode },
    hasAuth: false,
    modes: { defaultMode: 'apiKey', additionalModes: ['oidc'], oidc },
  },
  {
    title: 'identityPool as the default is IAM',
    written: { defaultAuthorizationMode: 'identityPool' },
    hasAuth: true,
    modes: { defaultMode: 'iam', additionalModes: ['userPool'] },
  },
  {
    title: 'the times of oidcAuthorizationMode are seconds, and 0 is kept',
    written: {
      defaultAuthorizationMode: 'oidc',
      oidcAuthorizationMode: {
        ...oidcAuthorizationMode,
        clientId: 'web|app',
        tokenExpiryFromAuthInSeconds: 0,
        tokenExpireFromIssueInSeconds: 600,
      },
    },
    hasAuth: false,
    modes: {
      defaultMode: 'oidc',
      additionalModes: [],
      oidc: { ...oidc, clientId: 'web|app', authTtlSeconds: 0, issueTtlSeconds: 600 },
    },
  },
] as const

suite('authorizationModes', () => {
  for (const { title, written, hasAuth, modes } of settled) {
    test(title, () => {
      assert.deepEqual(parseModes(written, { file, hasAuth }), modes)
    })
  }
})

const refused = [
  {
    title: 'several modes without a default',
    written: { oidcAuthorizationMode, apiKeyAuthorizationMode: {} },
    hasAuth: false,
    sentence:
      'A defaultAuthorizationMode is required if multiple authorization modes are configured',
  },
  {
    title: 'one mode beside an auth resource, without a default',
    written: { oidcAuthorizationMode },
    hasAuth: true,
    sentence:
      'A defaultAuthorizationMode is required if multiple authorization modes are configured',
  },
  {
    title: 'a default that is no mode',
    written: { defaultAuthorizationMode: 'cognito', oidcAuthorizationMode },
    hasAuth: false,
    sentence:
      'defaultAuthorizationMode "cognito" is none of apiKey, oidc, lambda, userPool, iam, identityPool',
  },
  {
    title: 'oidc as the default without its configuration',
    written: { defaultAuthorizationMode: 'oidc' },
    hasAuth: false,
    sentence: 'defaultAuthorizationMode is "oidc", but there is no oidcAuthorizationMode',
  },
  {
    title: 'a client id that is no regular expression',
    written: { oidcAuthorizationMode: { ...oidcAuthorizationMode, clientId: 'web(' } },
    hasAuth: false,
    sentence:
      'oidcAuthorizationMode.clientId "web(" is no regular expression, which AppSync takes it for',
  },
  {
    title: 'a time that is no number',
    written: {
      oidcAuthorizationMode: { ...oidcAuthorizationMode, tokenExpiryFromAuthInSeconds: '300' },
    },
    hasAuth: false,
    sentence:
      'oidcAuthorizationMode.tokenExpiryFromAuthInSeconds must be a number of seconds, not "300"',
  },
  {
    title: 'an issuer that is no text',
    written: { oidcAuthorizationMode: { ...oidcAuthorizationMode, oidcIssuerUrl: 5 } },
    hasAuth: false,
    sentence: 'oidcAuthorizationMode.oidcIssuerUrl must be a string, not 5',
  },
  ...[0, 366, '7'].map((days) => ({
    title: `an API key for ${JSON.stringify(days)} days`,
    written: { apiKeyAuthorizationMode: { expiresInDays: days } },
    hasAuth: false,
    sentence: `apiKeyAuthorizationMode.expiresInDays must be a number of days from 1 to 365, not ${JSON.stringify(days)}`,
  })),
  {
    title: 'an API key mode that is no object',
    written: { apiKeyAuthorizationMode: true },
    hasAuth: false,
    sentence: 'apiKeyAuthorizationMode must be an object',
  },
  {
    title: 'modes that are a list',
    written: [],
    hasAuth: false,
    sentence: 'authorizationModes must be an object',
  },
]

suite('authorizationModes that AWS would not deploy are refused', () => {
  for (const { title, written, hasAuth, sentence } of refused) {
    test(title, () => {
      assert.throws(
        () => parseModes(written, { file, hasAuth }),
        (error) => {
          assert.ok(error instanceof EmulatorError)
          assert.deepEqual(
            [error.code, error.message],
            ['DEFINITION_INVALID', `${file}: ${sentence}`],
          )
          return true
        },
      )
    })
  }
})
