import { a, defineData } from '@aws-amplify/backend'

// The last rule grants everything that the first one does; the rules are about others.
const schema = a.schema({
  Todo: a
    .model({
      text: a.string(),
      title: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id').to(['read']),
          allow.owner('oidc').identityClaim('user_id'),
        ]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Note: a
    .model({
      text: a.string(),
      title: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id').to(['read']),
          allow.group('HR', 'oidc').withClaimIn('user_groups').to(['read', 'update']),
        ]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('HR', 'oidc').withClaimIn('user_groups'),
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
