import { a, defineData, defineFunction } from '@aws-amplify/backend'

const answer = defineFunction({ name: 'answer', entry: './answer.ts' })

// Whoever may call may get every item anyway; and what is returned is of no model.
const schema = a.schema({
  Post: a
    .model({ title: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('Admin', 'oidc').to(['read']),
    ]),
  allPosts: a
    .query()
    .returns(a.ref('Post').array())
    .authorization((allow) => [allow.group('Admin', 'oidc')])
    .handler(a.handler.function(answer)),
  Page: a
    .model({ title: a.string() })
    .authorization((allow) => [allow.authenticated('oidc').to(['read'])]),
  findPages: a
    .query()
    .returns(a.ref('Page').array())
    .authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.function(answer)),
  Count: a.customType({ count: a.integer() }),
  countPosts: a
    .query()
    .returns(a.ref('Count'))
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
