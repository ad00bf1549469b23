import { a, defineData } from '@aws-amplify/backend'

// Whose item it is, a group that reads the model may not see.
const schema = a.schema({
  Case: a
    .model({
      text: a.string(),
      owner: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('HR', 'oidc').withClaimIn('user_groups').to(['read']),
    ]),
  Task: a
    .model({
      text: a.string(),
      team: a
        .string()
        .authorization((allow) => [
          allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups'),
        ]),
    })
    .disableOperations(['update'])
    .authorization((allow) => [
      allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups'),
      allow.owner('oidc').identityClaim('user_id').to(['read']),
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
