import { a, defineData } from '@aws-amplify/backend'

// The text of the page "Multi-user data access" says that AWS adds a list.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.ownersDefinedIn('owners', 'oidc').identityClaim('user_id')]),
  Note: a
    .model({ text: a.string() })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['create']),
      allow.ownersDefinedIn('readers', 'oidc').identityClaim('user_id').to(['read']),
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
