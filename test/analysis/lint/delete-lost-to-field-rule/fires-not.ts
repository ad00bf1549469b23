import { a, defineData } from '@aws-amplify/backend'

// The docs' way to keep owners from giving items away has delete on the field; a rule that says no delete loses none; others may delete anyway.
const schema = a.schema({
  Todo: a
    .model({
      content: a.string(),
      owner: a
        .string()
        .authorization((allow) => [
          allow.owner('oidc').identityClaim('user_id').to(['read', 'delete']),
        ]),
    })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Note: a
    .model({
      text: a
        .string()
        .authorization((allow) => [allow.owner('oidc').identityClaim('user_id').to(['read'])]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['create', 'read', 'update']),
    ]),
  Page: a
    .model({
      text: a.string(),
      note: a.string().authorization((allow) => [allow.authenticated('oidc')]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['create', 'delete']),
      allow.authenticated('oidc'),
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
