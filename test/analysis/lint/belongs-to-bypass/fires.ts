import { a, defineData } from '@aws-amplify/backend'

// Users and profiles whose key is their owner.
const schema = a.schema({
  User: a
    .model({ id: a.id().required(), name: a.string(), posts: a.hasMany('Post', 'userId') })
    .authorization((allow) => [allow.ownerDefinedIn('id', 'oidc').identityClaim('user_id')]),
  Post: a
    .model({ title: a.string(), userId: a.id(), user: a.belongsTo('User', 'userId') })
    .authorization((allow) => [
      allow.ownerDefinedIn('userId', 'oidc').identityClaim('user_id').to(['create']),
      allow.authenticated('oidc').to(['read']),
    ]),
  Team: a
    .model({ name: a.string(), owner: a.string(), wallet: a.hasOne('Wallet', 'teamId') })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Wallet: a
    .model({
      holder: a.id().required(),
      teamId: a.id(),
      team: a.belongsTo('Team', 'teamId'),
    })
    .identifier(['holder'])
    .authorization((allow) => [
      allow.ownerDefinedIn('holder', 'oidc').identityClaim('email'),
      allow.group('Admin', 'oidc').withClaimIn('user_groups'),
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
