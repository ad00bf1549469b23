import { a, defineData } from '@aws-amplify/backend'

// "Multi-user data access": several owners.
const schema = a.schema({
  Todo: a
    .model({ content: a.string(), owners: a.string().array() })
    .authorization((allow) => [allow.ownersDefinedIn('owners')]),
})

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
})
