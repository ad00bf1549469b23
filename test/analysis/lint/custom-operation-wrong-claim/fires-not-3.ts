import { a, defineData } from '@aws-amplify/backend'

// The personas say that this group is in cognito:groups.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.group('IT', 'oidc').withClaimIn('user_groups')]),
  report: a
    .query()
    .returns(a.string())
    .authorization((allow) => [allow.group('HR', 'oidc')])
    .handler(a.handler.function('report')),
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
