import { a, defineData } from '@aws-amplify/backend'

// A field that is closed to everybody; a rule that would add nothing to what everybody may.
const schema = a.schema({
  Todo: a
    .model({
      content: a.string(),
      hash: a
        .string()
        .authorization((allow) => [allow.owner('oidc').identityClaim('user_id').to([])]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Note: a
    .model({ text: a.string() })
    .authorization((allow) => [
      allow.authenticated('oidc'),
      allow.group('HR', 'oidc').withClaimIn('user_groups').to([]),
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
