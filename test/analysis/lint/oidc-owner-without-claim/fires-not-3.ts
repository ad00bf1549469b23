import { a, defineData } from '@aws-amplify/backend'

// The personas say that tokens of this issuer have a username.
const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [allow.owner('oidc')]),
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
