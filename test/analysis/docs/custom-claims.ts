import { a, defineData } from '@aws-amplify/backend'

// "Configure custom identity and group claims".
const schema = a.schema({
  Post: a
    .model({ id: a.id(), owner: a.string(), postname: a.string(), content: a.string() })
    .authorization((allow) => [
      allow.owner().identityClaim('user_id'),
      allow.groups(['Moderator']).withClaimIn('user_groups'),
    ]),
})

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
})
