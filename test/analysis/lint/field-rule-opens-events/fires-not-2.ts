import { a, defineData } from '@aws-amplify/backend'

// Nothing can be listened to.
const schema = a.schema({
  Ticket: a
    .model({
      text: a.string(),
      state: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('Desk', 'oidc').withClaimIn('user_groups').to(['read']),
        ]),
    })
    .disableOperations(['subscriptions'])
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
