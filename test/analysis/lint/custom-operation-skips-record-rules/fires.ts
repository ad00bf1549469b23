import { a, defineData, defineFunction } from '@aws-amplify/backend'

const answer = defineFunction({ name: 'answer', entry: './answer.ts' })

// Operations that return items of models, for callers who may not get them all.
const schema = a.schema({
  Post: a
    .model({ title: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  latestPosts: a
    .query()
    .returns(a.ref('Post').array())
    .authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.function(answer)),
  archivePost: a
    .mutation()
    .arguments({ id: a.id().required() })
    .returns(a.ref('Post'))
    .authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.function(answer)),
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
