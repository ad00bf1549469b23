import { a, defineData } from '@aws-amplify/backend'

// Who does not sign in only reads, or has nothing to write to.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.publicApiKey().to(['read']),
      allow.guest().to(['read']),
    ]),
  Archive: a
    .model({ content: a.string() })
    .disableOperations(['mutations'])
    .authorization((allow) => [allow.publicApiKey()]),
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    apiKeyAuthorizationMode: { expiresInDays: 30 },
    oidcAuthorizationMode: {
      oidcProviderName: 'provider',
      oidcIssuerUrl: 'https://example.com',
      clientId: 'client-id',
      tokenExpiryFromAuthInSeconds: 0,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
})
