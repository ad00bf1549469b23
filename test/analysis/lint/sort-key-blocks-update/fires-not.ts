import { a, defineData } from '@aws-amplify/backend'

// It may name the sort key; the key is one field; the rule of the model grants update on every field.
const schema = a.schema({
  Line: a
    .model({
      order: a.string().required(),
      number: a
        .integer()
        .required()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('HR', 'oidc').withClaimIn('user_groups').to(['update']),
        ]),
      state: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('HR', 'oidc').withClaimIn('user_groups').to(['update']),
        ]),
    })
    .identifier(['order', 'number'])
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Note: a
    .model({
      text: a.string(),
      state: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id'),
          allow.group('HR', 'oidc').withClaimIn('user_groups').to(['update']),
        ]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Part: a
    .model({ order: a.string().required(), number: a.integer().required(), text: a.string() })
    .identifier(['order', 'number'])
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['read', 'update']),
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
