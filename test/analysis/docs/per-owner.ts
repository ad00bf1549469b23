import { a, defineData } from '@aws-amplify/backend'

// "Per-user/per-owner data access": owners who may not delete.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.owner().to(['create', 'read', 'update'])]),
})

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
})
