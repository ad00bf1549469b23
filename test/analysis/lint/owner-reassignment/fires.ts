import { a, defineData } from '@aws-amplify/backend'

// Owner fields that are declared, so that clients can write them: the docs' "ownerDefinedIn" and "ownersDefinedIn".
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), author: a.string() })
    .authorization((allow) => [
      allow.ownerDefinedIn('author', 'oidc').identityClaim('user_id'),
      allow.authenticated('oidc').to(['read']),
    ]),
  Doc: a
    .model({ title: a.string().required(), owners: a.string().array() })
    .authorization((allow) => [
      allow.ownersDefinedIn('owners', 'oidc').identityClaim('user_id').to(['read', 'update']),
    ]),
  Profile: a
    .model({
      name: a.string(),
      email: a
        .email()
        .authorization((allow) => [
          allow.ownerDefinedIn('email', 'oidc').identityClaim('email'),
          allow.authenticated('oidc').to(['read']),
        ]),
    })
    .authorization((allow) => [
      allow.ownerDefinedIn('email', 'oidc').identityClaim('email').to(['create', 'read', 'delete']),
      allow.authenticated('oidc').to(['read', 'update']),
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
