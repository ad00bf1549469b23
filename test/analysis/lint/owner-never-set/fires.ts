import { a, defineData } from '@aws-amplify/backend'

// Everybody creates, or a group does; owners are never filled in.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['create']),
      allow.owner('oidc').identityClaim('user_id').to(['read']),
    ]),
  Note: a
    .model({ text: a.string().required() })
    .authorization((allow) => [
      allow.group('HR', 'oidc').withClaimIn('user_groups').to(['create']),
      allow.owner('oidc').identityClaim('user_id').to(['update', 'list']),
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
