import { a, defineData } from '@aws-amplify/backend'

// Every reader may read the field; nobody can subscribe; a guard that another field's rule makes is that rule's finding.
const schema = a.schema({
  Todo: a
    .model({
      title: a.string(),
      owner: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id').to(['read', 'delete']),
        ]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Employee: a
    .model({
      name: a.string(),
      ssn: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .disableOperations(['subscriptions'])
    .authorization((allow) => [
      allow.authenticated('oidc').to(['read']),
      allow.owner('oidc').identityClaim('user_id'),
    ]),
  Page: a
    .model({
      title: a.string(),
      state: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('HR', 'oidc').withClaimIn('user_groups').to(['read']),
        ]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
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
