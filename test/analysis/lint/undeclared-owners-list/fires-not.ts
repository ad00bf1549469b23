import { a, defineData } from '@aws-amplify/backend'

// The list is declared, as in the code of that page; one owner needs no field.
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), owners: a.string().array() })
    .authorization((allow) => [allow.ownersDefinedIn('owners', 'oidc').identityClaim('user_id')]),
  Note: a
    .model({ text: a.string() })
    .authorization((allow) => [allow.ownerDefinedIn('author', 'oidc').identityClaim('user_id')]),
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
