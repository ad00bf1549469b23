import { a, defineData } from '@aws-amplify/backend'

// Of a list, 20 are taken; who is signed in hears everything; nobody listens by the group.
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), teams: a.string().array() })
    .authorization((allow) => [allow.groupsDefinedIn('teams', 'oidc').withClaimIn('user_groups')]),
  Note: a
    .model({ text: a.string(), team: a.string() })
    .authorization((allow) => [
      allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups'),
      allow.authenticated('oidc').to(['read']),
    ]),
  Page: a
    .model({ text: a.string(), team: a.string() })
    .authorization((allow) => [
      allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups').to(['get', 'list']),
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
