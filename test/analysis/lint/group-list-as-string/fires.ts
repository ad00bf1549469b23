import { a, defineData } from '@aws-amplify/backend'

// A claim of one's own may be a text.
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), teams: a.string().array() })
    .authorization((allow) => [allow.groupsDefinedIn('teams', 'oidc').withClaimIn('user_groups')]),
  Note: a
    .model({ text: a.string(), teams: a.string().array() })
    .authorization((allow) => [
      allow.groupsDefinedIn('teams', 'oidc').withClaimIn('user_groups').to(['read']),
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
