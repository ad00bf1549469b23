import { type ClientSchema, a, defineData, defineFunction } from '@aws-amplify/backend'

import { echo } from '../functions/echo/resource'
import { gate } from '../functions/gate/resource'
import { stock } from '../functions/stock/resource'
import { sayHello } from '../functions/say-hello/resource'

const fails = defineFunction({ entry: './fails.ts', timeoutSeconds: 1 })
const peek = defineFunction({ name: 'peek', entry: '../functions/stock/handler.ts' })

const schema = a
  .schema({
    Greeting: a.customType({ text: a.string().required(), words: a.json() }),
    Note: a
      .model({ text: a.string(), price: a.integer() })
      .authorization((allow) => [allow.custom(), allow.authenticated('oidc').to(['read'])]),
    sayHello: a
      .query()
      .arguments({ name: a.string().required() })
      .returns(a.ref('Greeting'))
      .authorization((allow) => [allow.custom(), allow.authenticated('oidc')])
      .handler(a.handler.function(sayHello)),
    echo: a
      .mutation()
      .arguments({ word: a.string(), json: a.json() })
      .returns(a.json())
      .authorization((allow) => [allow.custom(), allow.authenticated('oidc'), allow.publicApiKey()])
      .handler(a.handler.function(echo)),
    echoTwice: a
      .query()
      .returns(a.json())
      .authorization((allow) => [allow.authenticated('oidc')])
      .handler([a.handler.function(echo), a.handler.function(echo)]),
    start: a
      .mutation()
      .arguments({ word: a.string() })
      .authorization((allow) => [allow.authenticated('oidc')])
      .handler(a.handler.function(echo).async()),
    fails: a
      .query()
      .arguments({ how: a.string().required() })
      .returns(a.string())
      .authorization((allow) => [allow.authenticated('oidc')])
      .handler(a.handler.function(fails)),
    startFailing: a
      .mutation()
      .arguments({ how: a.string().required() })
      .authorization((allow) => [allow.authenticated('oidc')])
      .handler(a.handler.function(fails).async()),
    restock: a
      .mutation()
      .arguments({ text: a.string() })
      .returns(a.json())
      .authorization((allow) => [allow.authenticated('oidc')])
      .handler(a.handler.function(stock)),
    peek: a
      .mutation()
      .arguments({ text: a.string() })
      .returns(a.json())
      .authorization((allow) => [allow.authenticated('oidc')])
      .handler(a.handler.function(peek)),
    deployed: a
      .query()
      .returns(a.string())
      .authorization((allow) => [allow.authenticated('oidc')])
      .handler(a.handler.function('greeter-prod')),
  })
  .authorization((allow) => [allow.resource(stock), allow.resource(peek).to(['query'])])

export type Schema = ClientSchema<typeof schema>

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: { oidcProviderName: 'corp', oidcIssuerUrl: 'https://idp.example' },
    apiKeyAuthorizationMode: { expiresInDays: 30 },
    lambdaAuthorizationMode: { function: gate, timeToLiveInSeconds: 300 },
  },
})
