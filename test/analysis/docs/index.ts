import { a, defineData } from '@aws-amplify/backend'

// "Customize your auth rules": what everybody may read and owners write.
const schema = a.schema({
  Post: a
    .model({ content: a.string() })
    .authorization((allow) => [allow.publicApiKey().to(['read']), allow.owner()]),
})

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'userPool',
    apiKeyAuthorizationMode: { expiresInDays: 30 },
  },
})
