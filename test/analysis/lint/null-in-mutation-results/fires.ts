import { a, defineData } from '@aws-amplify/backend'

// The docs' page "Field-level authorization rules".
const schema = a.schema({
  Employee: a
    .model({
      name: a.string(),
      email: a.string(),
      ssn: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['read']),
      allow.owner('oidc').identityClaim('user_id'),
    ]),
  Order: a
    .model({
      town: a.string(),
      state: a.enum(['open', 'paid']),
      steps: a
        .integer()
        .array()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('HR', 'oidc').withClaimIn('user_groups').to(['read', 'update']),
        ]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('HR', 'oidc').withClaimIn('user_groups').to(['get', 'update']),
      allow.publicApiKey().to(['read']),
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
    apiKeyAuthorizationMode: { expiresInDays: 7 },
  },
})
