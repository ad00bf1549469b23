import { a, defineData } from '@aws-amplify/backend'

// The same static rules on both sides; nobody subscribes.
const schema = a.schema({
  Post: a
    .model({ title: a.string(), comments: a.hasMany('Comment', 'postId') })
    .authorization((allow) => [allow.authenticated('oidc')]),
  Comment: a
    .model({ text: a.string(), postId: a.id(), post: a.belongsTo('Post', 'postId') })
    .authorization((allow) => [allow.authenticated('oidc')]),
  Album: a
    .model({ title: a.string(), photos: a.hasMany('Photo', 'albumId') })
    .disableOperations(['subscriptions'])
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Photo: a
    .model({ title: a.string(), albumId: a.id(), album: a.belongsTo('Album', 'albumId') })
    .disableOperations(['subscriptions'])
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
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
