import { a, defineData } from '@aws-amplify/backend'

// Those who sign in may read, too; and where no rule is for them, they ask with the key.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.publicApiKey().to(['read']),
      allow.authenticated('oidc').to(['read']),
      allow.owner('oidc').identityClaim('user_id'),
    ]),
  Product: a
    .model({ name: a.string() })
    .authorization((allow) => [allow.publicApiKey().to(['read'])]),
  Visit: a
    .model({ page: a.string() })
    .authorization((allow) => [
      allow.guest().to(['read']),
      allow.authenticated('identityPool').to(['read']),
      allow.owner('oidc').identityClaim('user_id'),
    ]),
  Order: a
    .model({ item: a.string() })
    .authorization((allow) => [
      allow.publicApiKey().to(['create']),
      allow.owner('oidc').identityClaim('user_id'),
    ]),
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
