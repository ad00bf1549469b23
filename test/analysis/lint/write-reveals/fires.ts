import { a, defineData } from '@aws-amplify/backend'

// A group that may only write one field, owners who may only update, a group that may only delete.
const schema = a.schema({
  Ticket: a
    .model({
      text: a.string(),
      state: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.groups(['Desk', 'Chief'], 'oidc').withClaimIn('user_groups').to(['update']),
        ]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Answer: a
    .model({ points: a.integer().required() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['update']),
      allow.group('Teachers', 'oidc').withClaimIn('user_groups'),
    ]),
  Photo: a
    .model({ caption: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('Cleaners', 'oidc').withClaimIn('user_groups').to(['delete']),
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
