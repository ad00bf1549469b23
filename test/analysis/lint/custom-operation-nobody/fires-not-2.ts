import { a, defineData } from '@aws-amplify/backend'

// It has rules of its own.
const schema = a
  .schema({
    Todo: a.model({ content: a.string() }),
    report: a
      .query()
      .returns(a.string())
      .authorization((allow) => [allow.authenticated('oidc')])
      .handler(a.handler.function('report')),
  })
  .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')])

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
