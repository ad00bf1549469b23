import { a, defineData } from '@aws-amplify/backend'

// Groups that only list, or only listen, beside a field that its owner alone may read.
const schema = a.schema({
  Case: a
    .model({
      title: a.string(),
      ssn: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('Moderator', 'oidc').withClaimIn('user_groups').to(['list']),
    ]),
  Alarm: a
    .model({
      place: a.string(),
      code: a
        .integer()
        .required()
        .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('Guards', 'oidc').withClaimIn('user_groups').to(['listen', 'update']),
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
