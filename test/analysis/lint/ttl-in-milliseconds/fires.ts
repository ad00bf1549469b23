import { a, defineData } from '@aws-amplify/backend'

// An hour and a day, in milliseconds.
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
      tokenExpiryFromAuthInSeconds: 86400000,
      tokenExpireFromIssueInSeconds: 3600000,
    },
  },
})
