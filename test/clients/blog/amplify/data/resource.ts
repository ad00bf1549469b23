import { a, defineData, type ClientSchema } from '@aws-amplify/backend'

const schema = a.schema({
  Post: a
    .model({
      title: a
        .string()
        .required()
        .validate((check) => check.minLength(2, 'too short')),
      owner: a.string(),
      status: a.string(),
      publishedOn: a.date(),
      comments: a.hasMany('Comment', 'postId'),
    })
    .secondaryIndexes((index) => [
      index('status').sortKeys(['publishedOn']).queryField('postsByStatus'),
    ])
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.groups(['editors'], 'oidc').withClaimIn('user_groups').to(['read']),
    ]),
  Comment: a
    .model({ text: a.string(), postId: a.id(), post: a.belongsTo('Post', 'postId') })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.authenticated('oidc').to(['read']),
    ]),
})

export type Schema = ClientSchema<typeof schema>

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'issuer',
      oidcIssuerUrl: 'https://example.com',
      clientId: 'client-id',
      tokenExpiryFromAuthInSeconds: 300,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
})
