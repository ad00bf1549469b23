import { a, defineData } from '@aws-amplify/backend'

// cognito:groups is always a list; a single group is read alike everywhere; every caller reads.
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), teams: a.string().array() })
    .authorization((allow) => [allow.groupsDefinedIn('teams', 'oidc')]),
  Note: a
    .model({ text: a.string(), team: a.string() })
    .authorization((allow) => [allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups')]),
  Page: a
    .model({ text: a.string(), teams: a.string().array() })
    .authorization((allow) => [
      allow.groupsDefinedIn('teams', 'oidc').withClaimIn('user_groups'),
      allow.authenticated('oidc').to(['read']),
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
