import { a, defineData } from '@aws-amplify/backend'

// The field is declared; AWS does add the field of an owner.
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), team: a.string() })
    .authorization((allow) => [
      allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups'),
      allow.owner('oidc').identityClaim('user_id'),
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
