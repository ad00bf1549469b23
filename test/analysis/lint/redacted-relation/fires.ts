import { a, defineData } from '@aws-amplify/backend'

// Owners on both sides, and a key of two fields.
const schema = a.schema({
  Post: a
    .model({ title: a.string(), comments: a.hasMany('Comment', 'postId') })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Comment: a
    .model({ text: a.string(), postId: a.id(), post: a.belongsTo('Post', 'postId') })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Order: a
    .model({
      town: a.string().required(),
      year: a.string().required(),
      lines: a.hasMany('Line', ['town', 'year']),
    })
    .identifier(['town', 'year'])
    .authorization((allow) => [allow.authenticated('oidc')]),
  Line: a
    .model({ town: a.string(), year: a.string(), order: a.belongsTo('Order', ['town', 'year']) })
    .authorization((allow) => [allow.group('HR', 'oidc').withClaimIn('user_groups')]),
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
