import { a, defineData } from '@aws-amplify/backend'

// The docs' page "Use OpenID Connect as an authorization provider".
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.authenticated('oidc'),
      allow.groups(['testGroupName'], 'oidc').withClaimIn('user_groups'),
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
