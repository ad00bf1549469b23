import { a, defineData } from '@aws-amplify/backend'

// The docs' page "Per-user/per-owner data access".
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['create', 'read', 'update']),
    ]),
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
