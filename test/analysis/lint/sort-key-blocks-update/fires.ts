import { a, defineData } from '@aws-amplify/backend'

// A group that may change one field of items with a key of two.
const schema = a.schema({
  Line: a
    .model({
      order: a.string().required(),
      number: a.integer().required(),
      text: a.string(),
      state: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('HR', 'oidc').withClaimIn('user_groups').to(['update']),
        ]),
    })
    .identifier(['order', 'number'])
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
