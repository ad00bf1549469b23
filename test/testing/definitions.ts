import { a } from '@aws-amplify/data-schema'

/** Rules of every kind that a failed expectation may have to explain; built anew, so that each world has its own. */
export function rooms(): object {
  const schema = a.schema({
    Room: a
      .model({
        name: a.string().required(),
        seats: a.integer(),
        code: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
      })
      .secondaryIndexes((index) => [index('name')])
      .authorization((allow) => [
        allow.owner('oidc').identityClaim('user_id'),
        allow.groups(['HR'], 'oidc').withClaimIn('user_groups').to(['read', 'update']),
        allow.guest().to(['list']),
      ]),
    Log: a
      .model({ line: a.string(), sub: a.customType({ at: a.string() }) })
      .disableOperations(['update', 'delete', 'subscriptions'])
      .authorization((allow) => [allow.authenticated('oidc')]),
  })
  const authorizationModes = {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: { oidcProviderName: 'x', oidcIssuerUrl: 'https://example.com' },
  }
  return { schema, authorizationModes }
}

export const personas: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  alice: { user_id: 'alice' },
  bob: { user_id: 'bob' },
  holly: { user_id: 'holly', user_groups: ['HR'] },
}
