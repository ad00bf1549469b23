import { a, defineData } from '@aws-amplify/backend'

// The docs' page "Per-user/per-owner data access"; groups, a key of two fields, and a field whose own rule decides.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['create', 'read', 'update']),
    ]),
  Item: a
    .model({
      owner: a.string().required(),
      sku: a.string().required(),
      name: a.string(),
      note: a.string(),
    })
    .identifier(['owner', 'sku'])
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.groups(['HR', 'IT'], 'oidc').withClaimIn('user_groups').to(['read', 'update']),
    ]),
  Page: a
    .model({
      text: a.string(),
      state: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id').to(['read', 'update']),
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
