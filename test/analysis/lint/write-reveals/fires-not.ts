import { a, defineData } from '@aws-amplify/backend'

// Who creates without reading is shown what it wrote; and where everybody may read, nothing is revealed.
const schema = a.schema({
  Letter: a
    .model({ text: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('Clerks', 'oidc').withClaimIn('user_groups').to(['create']),
    ]),
  Page: a
    .model({ text: a.string() })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['read']),
      allow.group('Editors', 'oidc').withClaimIn('user_groups').to(['update', 'delete']),
    ]),
  Row: a
    .model({ text: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.group('Editors', 'oidc').withClaimIn('user_groups').to(['list', 'update']),
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
