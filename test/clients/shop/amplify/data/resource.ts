import { a, defineData, type ClientSchema } from '@aws-amplify/backend'

/** Every mode but Lambda on one API. */
const schema = a.schema({
  Order: a
    .model({ item: a.string() })
    .authorization((allow) => [allow.owner(), allow.group('Admin').to(['read'])]),
  Product: a
    .model({ name: a.string() })
    .authorization((allow) => [
      allow.publicApiKey().to(['read']),
      allow.guest().to(['read']),
      allow.group('Admin'),
    ]),
  Visit: a
    .model({ page: a.string() })
    .authorization((allow) => [allow.guest().to(['create']), allow.authenticated('identityPool')]),
  Delivery: a
    .model({ carrier: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
})

export type Schema = ClientSchema<typeof schema>

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'userPool',
    apiKeyAuthorizationMode: { expiresInDays: 2 },
    oidcAuthorizationMode: {
      oidcProviderName: 'carrier',
      oidcIssuerUrl: 'https://example.com',
      clientId: 'carrier-app',
      tokenExpiryFromAuthInSeconds: 300,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
})
