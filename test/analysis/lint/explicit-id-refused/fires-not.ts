import { a, defineData } from '@aws-amplify/backend'

// Who may create everything may choose the id; the id is declared; the key is another.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Note: a
    .model({
      id: a.id().required(),
      text: a.string(),
      state: a
        .string()
        .authorization((allow) => [allow.owner('oidc').identityClaim('user_id').to(['read'])]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Page: a
    .model({
      path: a.string().required(),
      text: a.string(),
      state: a
        .string()
        .authorization((allow) => [allow.owner('oidc').identityClaim('user_id').to(['read'])]),
    })
    .identifier(['path'])
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
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
