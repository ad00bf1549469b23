import { a, defineData } from '@aws-amplify/backend'

// Groups in claims of an issuer that may send a text; names inside each other; an operation that reads another claim.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.groups(['Editor', 'Moderator'], 'oidc').withClaimIn('user_groups'),
    ]),
  Note: a
    .model({ text: a.string(), mood: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('SuperModerators', 'oidc').withClaimIn('user_groups').to(['read']),
      allow.group('Moderator', 'oidc').withClaimIn('user_groups').to(['update']),
    ]),
  Ticket: a
    .model({
      text: a.string(),
      state: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('Desk', 'oidc').withClaimIn('roles').to(['update']),
        ]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  report: a
    .query()
    .returns(a.string())
    .authorization((allow) => [allow.group('Board', 'oidc')])
    .handler(a.handler.function('report')),
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
