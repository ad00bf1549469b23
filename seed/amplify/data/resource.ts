import { a, defineData, type ClientSchema } from '@aws-amplify/backend';

const schema = a.schema({
  // The definition of the Amplify docs page "Use OpenID Connect as an authorization provider".
  // Any signed-in user passes the second rule, so the other two refuse nobody.
  Todo: a
    .model({ content: a.string() })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.authenticated('oidc'),
      allow.groups(['testGroupName'], 'oidc').withClaimIn('user_groups'),
    ]),

  // Owner only: a note is seen and changed by whoever created it.
  Note: a
    .model({ title: a.string().required(), body: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),

  // Owner and group: authors write, members of testGroupName read and edit, but never delete.
  Article: a
    .model({ title: a.string().required(), status: a.enum(['DRAFT', 'PUBLISHED']) })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.groups(['testGroupName'], 'oidc').withClaimIn('user_groups').to(['read', 'update']),
    ]),

  // A field-level rule: everybody who is signed in sees the name, only the owner sees the salary.
  Employee: a
    .model({
      name: a.string(),
      salary: a
        .integer()
        .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.authenticated('oidc').to(['read']),
    ]),
});

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'oidc-provider-name',
      oidcIssuerUrl: 'https://example.com',
      clientId: 'client-id',
      tokenExpiryFromAuthInSeconds: 300,
      tokenExpireFromIssueInSeconds: 600,
    },
  },
});
