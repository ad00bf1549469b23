import { a, defineData } from '@aws-amplify/backend'

// Whoever lists may read the field; and where nobody lists, nobody filters.
const schema = a.schema({
  Employee: a
    .model({
      name: a.string(),
      ssn: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.authenticated('oidc').to(['read']),
        ]),
    })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['read']),
      allow.owner('oidc').identityClaim('user_id'),
    ]),
  Card: a
    .model({
      number: a.string(),
      pin: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .disableOperations(['list'])
    .authorization((allow) => [
      allow.authenticated('oidc').to(['read']),
      allow.owner('oidc').identityClaim('user_id'),
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
