import { a, defineData } from '@aws-amplify/backend'

// The owner is sub::username, of which OIDC tokens have one half; in a schema where everybody creates, nothing is filled in.
const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [allow.owner('oidc')]),
  Note: a
    .model({ text: a.string() })
    .authorization((allow) => [
      allow.ownerDefinedIn('author', 'oidc').to(['read', 'update']),
      allow.authenticated('oidc').to(['create']),
    ]),
  Wish: a
    .model({ text: a.string() })
    .authorization((allow) => [allow.owner('oidc'), allow.authenticated('oidc')]),
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
