import { a, defineData } from '@aws-amplify/backend'

// A group that may read one field.
const schema = a.schema({
  Ticket: a
    .model({
      text: a.string(),
      state: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.groups(['Desk', 'Chief'], 'oidc').withClaimIn('user_groups').to(['read']),
        ]),
    })
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
