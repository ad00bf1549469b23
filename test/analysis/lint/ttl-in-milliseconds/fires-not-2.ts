import { a, defineData } from '@aws-amplify/backend'

// 30 days and a year.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'provider',
      oidcIssuerUrl: 'https://issuer.example',
      clientId: 'web',
      tokenExpiryFromAuthInSeconds: 31536000,
      tokenExpireFromIssueInSeconds: 2592000,
    },
  },
})
