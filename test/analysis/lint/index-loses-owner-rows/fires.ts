import { a, defineData } from '@aws-amplify/backend'

// Owners and teams read; the index has the owner as its sort key.
const schema = a.schema({
  Item: a
    .model({ status: a.string().required(), owner: a.string(), team: a.string() })
    .secondaryIndexes((index) => [index('status').sortKeys(['owner']).queryField('byStatus')])
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups'),
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
