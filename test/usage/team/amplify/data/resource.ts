import { a, defineData, type ClientSchema } from '@aws-amplify/backend'

const schema = a.schema({
  // A ticket belongs to whoever opens it; support reads and answers all of them.
  Ticket: a
    .model({
      title: a.string().required(),
      status: a.enum(['OPEN', 'DONE']),
      answer: a.string(),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      // amplite-ignore owner-cannot-clear -- support answers, it empties nothing
      allow.group('support', 'oidc').withClaimIn('user_groups').to(['read', 'update']),
    ]),

  // Everybody reads the news; those of a team are written by its members.
  News: a
    .model({ text: a.string().required(), team: a.string() })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['read']),
      allow.groupDefinedIn('team', 'oidc').withClaimIn('user_groups'),
      allow.group('support', 'oidc').withClaimIn('user_groups').to(['read']),
    ]),

  // Everybody finds everybody; a salary is for its owner alone.
  Employee: a
    .model({
      name: a.string().required(),
      salary: a.integer().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .authorization((allow) => [
      allow.authenticated('oidc').to(['read']),
      allow.owner('oidc').identityClaim('user_id'),
    ]),

  // Absences are entered and withdrawn, never changed; leads see those of everybody.
  Absence: a
    .model({ from: a.date().required(), until: a.date().required() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id').to(['create', 'read', 'delete']),
      allow.group('leads', 'oidc').withClaimIn('user_groups').to(['read']),
    ]),

  daysOff: a
    .query()
    .arguments({ from: a.date().required(), until: a.date().required() })
    .returns(a.integer())
    .authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.custom({ entry: './days-off.js' })),
})

export type Schema = ClientSchema<typeof schema>

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'directory',
      oidcIssuerUrl: 'https://directory.example',
      clientId: 'team',
      tokenExpiryFromAuthInSeconds: 28800,
      tokenExpireFromIssueInSeconds: 3600,
    },
  },
})
