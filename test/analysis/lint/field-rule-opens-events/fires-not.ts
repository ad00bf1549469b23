import { a, defineData } from '@aws-amplify/backend'

// The model's rules say so, too; a field may be its owners' alone; and where everybody may read, a field opens nothing.
const schema = a.schema({
  Ticket: a
    .model({
      text: a.string(),
      state: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('Desk', 'oidc').withClaimIn('user_groups').to(['read', 'update']),
        ]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('Desk', 'oidc').withClaimIn('user_groups').to(['read']),
    ]),
  Note: a
    .model({
      text: a.string(),
      secret: a
        .string()
        .authorization((allow) => [
          allow.ownerDefinedIn('writer', 'oidc').identityClaim('user_id'),
        ]),
      writer: a.string(),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Page: a
    .model({
      text: a.string(),
      draft: a
        .string()
        .authorization((allow) => [
          allow.authenticated('oidc').to(['read']),
          allow.group('Desk', 'oidc').withClaimIn('user_groups'),
        ]),
    })
    .authorization((allow) => [allow.authenticated('oidc').to(['read'])]),
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
