import { a, defineData, defineAuth, defineBackend } from '@aws-amplify/backend'

// User pools are named, or OIDC callers have a rule of their own for the same.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.owner('userPools'), allow.authenticated('oidc').to(['read'])]),
  Note: a
    .model({ text: a.string() })
    .authorization((allow) => [allow.authenticated(), allow.authenticated('oidc')]),
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
