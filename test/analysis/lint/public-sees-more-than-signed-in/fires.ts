import { a, defineData } from '@aws-amplify/backend'

// The docs' first page: everybody may read, owners may write. With a token, owners see their own items only.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.publicApiKey().to(['read']),
      allow.owner('oidc').identityClaim('user_id'),
    ]),
  Product: a
    .model({ sku: a.id().required(), name: a.string() })
    .identifier(['sku'])
    .authorization((allow) => [
      allow.guest().to(['read']),
      allow.group('Admin', 'oidc').withClaimIn('user_groups'),
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
