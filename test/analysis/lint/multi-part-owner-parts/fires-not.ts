import { a, defineData } from '@aws-amplify/backend'

// One claim; parts that nobody chooses; and where everybody may do it, no owner is needed.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('sub')]),
  Twice: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('sub::sub')]),
  Page: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc'),
      allow.authenticated('oidc').to(['read', 'update', 'delete']),
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
