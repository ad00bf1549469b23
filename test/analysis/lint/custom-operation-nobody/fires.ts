import { a, defineData } from '@aws-amplify/backend'

// The rules of the schema are about owners and the groups of items.
const schema = a
  .schema({
    Todo: a.model({ content: a.string(), team: a.string() }),
    report: a.query().returns(a.string()).handler(a.handler.function('report')),
  })
  .authorization((allow) => [
    allow.owner('oidc').identityClaim('user_id'),
    allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups'),
  ])

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
