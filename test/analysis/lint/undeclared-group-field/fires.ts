import { a, defineData } from '@aws-amplify/backend'

// AWS adds no group field.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.groupsDefinedIn('teams', 'oidc').withClaimIn('user_groups'),
      allow.owner('oidc').identityClaim('user_id'),
    ]),
  Note: a
    .model({ text: a.string() })
    .authorization((allow) => [
      allow.groupDefinedIn('team', 'oidc').to(['read']),
      allow.publicApiKey().to(['create']),
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
