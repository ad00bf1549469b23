import { a, defineData } from '@aws-amplify/backend'

// The quickstart's rule for the whole schema, a guest rule for everything, one operation at a time, and one field.
const schema = a
  .schema({
    Todo: a.model({ content: a.string() }),
    Note: a.model({ text: a.string().required() }),
    Draft: a
      .model({ title: a.string() })
      .authorization((allow) => [
        allow.owner('oidc').identityClaim('user_id'),
        allow.guest().to(['read', 'update']),
      ]),
    Wish: a
      .model({ text: a.string() })
      .authorization((allow) => [
        allow.publicApiKey().to(['create']),
        allow.authenticated('oidc').to(['read']),
      ]),
    Poll: a
      .model({
        question: a.string(),
        votes: a
          .integer()
          .authorization((allow) => [
            allow.owner('oidc').identityClaim('user_id'),
            allow.publicApiKey().to(['read', 'update']),
          ]),
      })
      .authorization((allow) => [
        allow.owner('oidc').identityClaim('user_id'),
        allow.publicApiKey().to(['read']),
      ]),
  })
  .authorization((allow) => [allow.publicApiKey()])

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'apiKey',
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
