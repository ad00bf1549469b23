import { a, defineData } from '@aws-amplify/backend'

// An owner who is not the key; a key that everybody may read; and relations to many, which are checked.
const schema = a.schema({
  User: a
    .model({ owner: a.string(), name: a.string(), posts: a.hasMany('Post', 'userId') })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
  Post: a
    .model({ title: a.string(), userId: a.id(), user: a.belongsTo('User', 'userId') })
    .authorization((allow) => [allow.authenticated('oidc').to(['read'])]),
  Profile: a
    .model({ id: a.id().required(), name: a.string(), pages: a.hasMany('Page', 'profileId') })
    .authorization((allow) => [
      allow.ownerDefinedIn('id', 'oidc').identityClaim('user_id'),
      allow.authenticated('oidc').to(['read']),
    ]),
  Page: a
    .model({ text: a.string(), profileId: a.id(), profile: a.belongsTo('Profile', 'profileId') })
    .authorization((allow) => [allow.authenticated('oidc').to(['read'])]),
  Shop: a
    .model({ name: a.string(), orders: a.hasMany('Order', 'shopId') })
    .authorization((allow) => [allow.authenticated('oidc').to(['read'])]),
  Order: a
    .model({ buyer: a.id().required(), shopId: a.id(), shop: a.belongsTo('Shop', 'shopId') })
    .identifier(['buyer'])
    .authorization((allow) => [allow.ownerDefinedIn('buyer', 'oidc').identityClaim('user_id')]),
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
