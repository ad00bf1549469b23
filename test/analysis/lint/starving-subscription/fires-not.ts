import { a, defineData } from '@aws-amplify/backend'

// The docs' protected owner: every reader may see it; callers who hear everything; an owner of two claims, which is answered anew.
const schema = a.schema({
  Todo: a
    .model({
      text: a.string(),
      owner: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id').to(['read', 'delete']),
        ]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Case: a
    .model({
      text: a.string(),
      owner: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.authenticated('oidc').to(['read']),
    ]),
  Note: a
    .model({
      text: a.string(),
      owner: a
        .string()
        .authorization((allow) => [allow.owner('oidc').identityClaim('sub::user_id')]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('sub::user_id'),
      allow.group('HR', 'oidc').withClaimIn('user_groups').to(['read']),
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
