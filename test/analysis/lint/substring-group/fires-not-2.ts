import { a, defineData } from '@aws-amplify/backend'

// User pools send their own claim as a list.
const schema = a.schema({
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.groups(['Admin', 'SuperAdmin'])]),
})

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
})
