import { a, defineData } from '@aws-amplify/backend'

// A declared owner field beside rules that let others create, too.
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), owner: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.authenticated('oidc'),
      allow.group('Clerks', 'oidc').withClaimIn('user_groups').to(['create']),
    ]),
  Post: a
    .model({ title: a.string().required(), author: a.string().required() })
    .authorization((allow) => [
      allow.ownerDefinedIn('author', 'oidc').identityClaim('user_id'),
      allow.groups(['Moderator', 'Admin'], 'oidc').withClaimIn('user_groups'),
    ]),
  Report: a
    .model({ text: a.string(), reporter: a.string() })
    .authorization((allow) => [
      allow.ownerDefinedIn('reporter', 'oidc').identityClaim('user_id').to(['read']),
      allow.publicApiKey().to(['create']),
    ]),
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    apiKeyAuthorizationMode: { expiresInDays: 30 },
    oidcAuthorizationMode: {
      oidcProviderName: 'provider',
      oidcIssuerUrl: 'https://example.com',
      clientId: 'client-id',
      tokenExpiryFromAuthInSeconds: 0,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
})
