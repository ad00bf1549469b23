import { a, defineData } from '@aws-amplify/backend'

// Only one of the two owner rules creates; and where everybody may create, owner rules keep nobody from it.
const schema = a.schema({
  Message: a
    .model({ text: a.string(), sender: a.string(), recipient: a.string() })
    .authorization((allow) => [
      allow.ownerDefinedIn('sender', 'oidc').identityClaim('user_id'),
      allow.ownerDefinedIn('recipient', 'oidc').identityClaim('user_id').to(['read']),
    ]),
  Post: a
    .model({ title: a.string(), author: a.string() })
    .authorization((allow) => [
      allow.ownerDefinedIn('author', 'oidc').identityClaim('user_id'),
      allow.owner('oidc').identityClaim('email'),
      allow.authenticated('oidc').to(['create']),
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
