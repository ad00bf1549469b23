import { a, defineData, defineAuth, defineBackend } from '@aws-amplify/backend'

// The default mode is no default of rules.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.owner(), allow.authenticated().to(['read'])]),
  Note: a.model({ text: a.string() }).authorization((allow) => [allow.group('Editors')]),
  report: a
    .query()
    .returns(a.string())
    .authorization((allow) => [allow.group('Editors')])
    .handler(a.handler.function('report')),
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'provider',
      oidcIssuerUrl: 'https://example.com',
      clientId: 'client-id',
      tokenExpiryFromAuthInSeconds: 0,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
})

defineBackend({ auth: defineAuth({ loginWith: { email: true } }), data })
