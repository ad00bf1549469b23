import { a, defineData } from '@aws-amplify/backend'

// Mona of fires.personas.json has six groups.
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), team: a.string() })
    .authorization((allow) => [allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups')]),
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
