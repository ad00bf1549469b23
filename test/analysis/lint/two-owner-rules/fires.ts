import { a, defineData } from '@aws-amplify/backend'

// An author that the rule seems to protect, and a second owner.
const schema = a.schema({
  Post: a
    .model({ title: a.string(), author: a.string() })
    .authorization((allow) => [
      allow.ownerDefinedIn('author', 'oidc').identityClaim('user_id'),
      allow.owner('oidc').identityClaim('email'),
    ]),
  Message: a
    .model({ text: a.string(), sender: a.string().required(), recipients: a.string().array() })
    .authorization((allow) => [
      allow.ownerDefinedIn('sender', 'oidc').identityClaim('user_id'),
      allow.ownersDefinedIn('recipients', 'oidc').identityClaim('user_id').to(['create', 'read']),
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
