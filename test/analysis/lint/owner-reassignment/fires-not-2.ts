import { a, defineData } from '@aws-amplify/backend'

// The owner is part of the key, which no update changes; and where everybody may update, no owner gives anything away.
const schema = a.schema({
  Setting: a
    .model({ userId: a.id().required(), name: a.string().required(), value: a.string() })
    .identifier(['userId', 'name'])
    .authorization((allow) => [allow.ownerDefinedIn('userId', 'oidc').identityClaim('user_id')]),
  Board: a
    .model({ title: a.string(), owner: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.authenticated('oidc').to(['read', 'update']),
    ]),
  Frozen: a
    .model({ title: a.string(), owner: a.string() })
    .disableOperations(['update'])
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
