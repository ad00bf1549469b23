import { a, defineData } from '@aws-amplify/backend'

// Two rules about the owner on one field; two lists of groups that share one.
const schema = a.schema({
  Todo: a
    .model({
      text: a.string(),
      title: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id').to(['read']),
          allow.owner('oidc').identityClaim('user_id').to(['create']),
        ]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Note: a
    .model({
      text: a.string(),
      title: a
        .string()
        .authorization((allow) => [
          allow.groups(['HR', 'IT'], 'oidc').withClaimIn('user_groups').to(['read']),
          allow.groups(['IT', 'Law'], 'oidc').withClaimIn('user_groups').to(['update']),
        ]),
    })
    .authorization((allow) => [
      allow.groups(['HR', 'IT', 'Law'], 'oidc').withClaimIn('user_groups'),
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
