import { a, defineData } from '@aws-amplify/backend'

// Each ignores what is found: on a line of the rule, above it, above another comment, on a setting.
const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [
    allow.owner('oidc').identityClaim('user_id'), // amplite-ignore shadowed-rule -- the owner is for display
    allow.authenticated('oidc'),
    // amplite-ignore shadowed-rule -- a group of the issuer, for later
    // They may do more one day.
    allow.groups(['staff'], 'oidc').withClaimIn('user_groups'),
  ]),
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'provider',
      oidcIssuerUrl: 'https://issuer.example',
      clientId: 'web',
      // amplite-ignore auth-ttl-below-issue-ttl, auth-time-required -- sessions are short on purpose
      tokenExpiryFromAuthInSeconds: 300,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
})
