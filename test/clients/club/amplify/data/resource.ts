import { a, defineData, type ClientSchema } from '@aws-amplify/backend'

/** What most projects have: an auth resource, and its user pool as the only mode that anybody named. */
const schema = a.schema({
  Member: a
    .model({ nickname: a.string() })
    .authorization((allow) => [allow.owner(), allow.groups(['Board']).to(['read'])]),
})

export type Schema = ClientSchema<typeof schema>

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
})
