import { a, defineData } from '@aws-amplify/backend'

// Who may get, too, is counted, so the field is guarded; and a rule of the field may admit who lists.
const schema = a.schema({
  Case: a
    .model({
      title: a.string(),
      ssn: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('Moderator', 'oidc').withClaimIn('user_groups').to(['read']),
    ]),
  File: a
    .model({
      title: a.string(),
      page: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('Moderator', 'oidc').withClaimIn('user_groups').to(['read']),
        ]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('Moderator', 'oidc').withClaimIn('user_groups').to(['list']),
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
