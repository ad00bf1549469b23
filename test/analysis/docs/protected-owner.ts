import { a, defineData } from '@aws-amplify/backend'

// "Per-user/per-owner data access": an owner field that cannot be reassigned.
const schema = a.schema({
  Todo: a
    .model({
      content: a.string(),
      owner: a.string().authorization((allow) => [allow.owner().to(['read', 'delete'])]),
    })
    .authorization((allow) => [allow.owner()]),
})

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
})
