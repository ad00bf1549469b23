import { a, defineData } from '@aws-amplify/backend'

// Everybody may empty it; there is nothing to empty; nobody updates.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['read', 'update']),
      allow.authenticated('oidc').to(['update', 'delete']),
    ]),
  Note: a
    .model({ text: a.string().required() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['create', 'update']),
    ]),
  Page: a
    .model({ text: a.string() })
    .disableOperations(['update'])
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['create', 'update']),
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
