import { a, defineData } from '@aws-amplify/backend'

// The docs' page "Per-user/per-owner data access": the owner field has a rule of its own. And an owner field that nobody can send.
const schema = a.schema({
  Todo: a
    .model({
      content: a.string(),
      owner: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id').to(['read', 'delete']),
        ]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Note: a
    .model({ content: a.string() })
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
