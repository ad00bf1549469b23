import { a, defineData } from '@aws-amplify/backend'

// An issuer on this machine, for a sandbox.
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
      oidcIssuerUrl: 'http://localhost:8080/realms/shop',
      clientId: 'web',
      tokenExpiryFromAuthInSeconds: 0,
      tokenExpireFromIssueInSeconds: 0,
    },
  },
})
