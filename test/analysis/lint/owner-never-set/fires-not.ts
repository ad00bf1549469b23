import { a, defineData } from '@aws-amplify/backend'

// The owner rule creates; the field is declared, so clients can send it; nobody creates but functions.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['create']),
      allow.owner('oidc').identityClaim('user_id').to(['create', 'read']),
    ]),
  Note: a
    .model({ text: a.string(), owner: a.string() })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['create']),
      allow.owner('oidc').identityClaim('user_id').to(['read']),
    ]),
  Invoice: a
    .model({ total: a.float() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id').to(['read'])]),
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
