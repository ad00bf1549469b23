import { a, defineData } from '@aws-amplify/backend'

// An owner field that nobody can send, and one in which only owners may create.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.authenticated('oidc'),
    ]),
  Post: a
    .model({
      title: a.string(),
      author: a
        .string()
        .authorization((allow) => [
          allow.ownerDefinedIn('author', 'oidc').identityClaim('user_id'),
          allow.authenticated('oidc').to(['read']),
        ]),
    })
    .authorization((allow) => [
      allow.ownerDefinedIn('author', 'oidc').identityClaim('user_id'),
      allow.authenticated('oidc').to(['create', 'read']),
    ]),
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    apiKeyAuthorizationMode: { expiresInDays: 30 },
    oidcAuthorizationMode: {
      oidcProviderName: 'provider',
      oidcIssuerUrl: 'https://example.com',
      clientId: 'client-id',
      tokenExpiryFromAuthInSeconds: 0,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
})
