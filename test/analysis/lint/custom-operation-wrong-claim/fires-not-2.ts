import { a, defineData } from '@aws-amplify/backend'

// An inherited rule keeps its claim; whoever is signed in may call it.
const schema = a
  .schema({
    Todo: a.model({ content: a.string() }),
    report: a.query().returns(a.string()).handler(a.handler.function('report')),
    summary: a
      .query()
      .returns(a.string())
      .authorization((allow) => [allow.authenticated('oidc'), allow.group('HR', 'oidc')])
      .handler(a.handler.function('report')),
  })
  .authorization((allow) => [allow.group('HR', 'oidc').withClaimIn('user_groups')])

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
