import { a, defineData } from '@aws-amplify/backend'

// The personas say that the claim is a list.
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), teams: a.string().array() })
    .authorization((allow) => [allow.groupsDefinedIn('teams', 'oidc').withClaimIn('user_groups')]),
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
