import { a, defineData } from '@aws-amplify/backend'

// The owner is the only rule about the item; the sort key is another; two sort keys are one attribute of their own; everybody reads.
const schema = a.schema({
  Item: a
    .model({ status: a.string().required(), owner: a.string() })
    .secondaryIndexes((index) => [index('status').sortKeys(['owner']).queryField('byStatus')])
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Part: a
    .model({
      status: a.string().required(),
      owner: a.string(),
      team: a.string(),
      size: a.integer(),
    })
    .secondaryIndexes((index) => [
      index('status').sortKeys(['size']),
      index('status').sortKeys(['owner', 'size']).name('bySize').queryField('bySize'),
    ])
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups'),
    ]),
  Note: a
    .model({ status: a.string().required(), owner: a.string(), team: a.string() })
    .secondaryIndexes((index) => [index('status').sortKeys(['owner']).queryField('notesByStatus')])
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups'),
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
