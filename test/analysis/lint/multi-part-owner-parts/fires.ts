import { a, defineData } from '@aws-amplify/backend'

// The default claim, and one of the user's own.
const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [allow.owner('oidc')]),
  Log: a
    .model({ text: a.string(), writers: a.string().array() })
    .authorization((allow) => [
      allow.ownersDefinedIn('writers', 'oidc').identityClaim('sub::email').to(['update']),
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
