import { a, defineData } from '@aws-amplify/backend'

// The docs' Employee in OIDC spelling, with a number and an enum that are protected, too.
const schema = a.schema({
  Employee: a
    .model({
      name: a.string(),
      ssn: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
      salary: a
        .integer()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('HR', 'oidc').withClaimIn('user_groups').to(['read']),
        ]),
    })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['read']),
      allow.owner('oidc').identityClaim('user_id'),
    ]),
  Account: a
    .model({
      userId: a.id().required(),
      isBlocked: a
        .boolean()
        .authorization((allow) => [allow.group('Admin', 'oidc').withClaimIn('user_groups')]),
    })
    .identifier(['userId'])
    .authorization((allow) => [
      allow.ownerDefinedIn('userId', 'oidc').identityClaim('user_id'),
      allow.group('Admin', 'oidc').withClaimIn('user_groups'),
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
