import { a, defineData, defineAuth, defineBackend } from '@aws-amplify/backend'

// User pools are the default.
const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [allow.owner()]),
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'userPool',
  },
})

defineBackend({ auth: defineAuth({ loginWith: { email: true } }), data })
