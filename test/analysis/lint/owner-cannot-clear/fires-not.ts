import { a, defineData } from '@aws-amplify/backend'

// Who may delete a field may empty it.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['create', 'read', 'update', 'delete']),
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
