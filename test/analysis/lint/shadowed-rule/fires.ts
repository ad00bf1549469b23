import { a, defineData } from '@aws-amplify/backend'

// The docs' page "Use OpenID Connect as an authorization provider"; rules of a field; a custom operation; a rule that stands
// twice; and rules of the schema, of which one decides something in one model.
const schema = a
  .schema({
    Todo: a
      .model({ content: a.string() })
      .authorization((allow) => [
        allow.owner('oidc').identityClaim('user_id'),
        allow.authenticated('oidc'),
        allow.groups(['testGroupName'], 'oidc').withClaimIn('user_groups'),
      ]),
    Employee: a
      .model({
        name: a.string(),
        ssn: a
          .string()
          .authorization((allow) => [
            allow.owner('oidc').identityClaim('user_id'),
            allow.groups(['HR', 'Payroll'], 'oidc').withClaimIn('user_groups').to(['read']),
            allow.authenticated('oidc').to(['read']),
          ]),
      })
      .authorization((allow) => [
        allow.owner('oidc').identityClaim('user_id'),
        allow.authenticated('oidc').to(['read']),
      ]),
    report: a
      .query()
      .returns(a.string())
      .authorization((allow) => [allow.authenticated('oidc'), allow.group('Board', 'oidc')])
      .handler(a.handler.function('report')),
    twice: a
      .query()
      .returns(a.string())
      .authorization((allow) => [allow.group('Board', 'oidc'), allow.group('Board', 'oidc')])
      .handler(a.handler.function('twice')),
    Page: a.model({ text: a.string() }),
    Draft: a.model({ text: a.string() }),
    Diary: a.model({
      text: a.string(),
      secret: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    }),
  })
  .authorization((allow) => [
    allow.owner('oidc').identityClaim('user_id'),
    allow.authenticated('oidc'),
    allow.group('Readers', 'oidc').withClaimIn('user_groups').to(['read']),
  ])

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'provider',
      oidcIssuerUrl: 'https://example.com',
      clientId: 'client-id',
      tokenExpiryFromAuthInSeconds: 0,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
})
