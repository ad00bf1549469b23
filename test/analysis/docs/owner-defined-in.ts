import { a, defineData } from '@aws-amplify/backend'

// "Per-user/per-owner data access": an owner field of another name.
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), author: a.string() })
    .authorization((allow) => [allow.ownerDefinedIn('author')]),
})

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
})
