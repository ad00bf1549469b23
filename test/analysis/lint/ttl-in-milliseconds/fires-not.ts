import { a, defineData } from '@aws-amplify/backend'

// A week since sign-in, a day for a token.
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
      tokenExpiryFromAuthInSeconds: 604800,
      tokenExpireFromIssueInSeconds: 86400,
    },
  },
})
