import { a, defineData } from '@aws-amplify/backend'

// Beside other rules it is an error; a model with nothing else may be meant to be closed.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('HR', 'oidc').withClaimIn('user_groups').to([]),
    ]),
  Ledger: a
    .model({ total: a.float() })
    .authorization((allow) => [allow.authenticated('oidc').to([])]),
  Note: a
    .model({
      text: a.string(),
      title: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('HR', 'oidc').withClaimIn('user_groups').to([]),
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
