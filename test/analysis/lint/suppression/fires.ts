import { a, defineData } from '@aws-amplify/backend'

// Five comments that ignore nothing; the rule that each is about is found all the same, or is not there.
const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [
    allow.owner('oidc').identityClaim('user_id'), // amplite-ignore shadowed-rule
    allow.authenticated('oidc'), // amplite-ignore shadowed-rule -- the whole team shares them
    // amplite-ignore shadowed-rul -- a group of the issuer, for later
    allow.groups(['staff'], 'oidc').withClaimIn('user_groups'), // amplite-ignore shadowed-rule -- fine
  ]),
  // amplite-ignore-file
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'provider',
      oidcIssuerUrl: 'https://issuer.example',
      clientId: 'web',
      tokenExpiryFromAuthInSeconds: 0,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
})
