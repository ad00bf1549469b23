import { a, defineData, type ClientSchema } from '@aws-amplify/backend'

/** One of everything that a data client can ask for. */
const schema = a
  .schema({
    Status: a.enum(['open', 'paid', 'sent']),
    Town: a.customType({ name: a.string().required(), zip: a.string() }),
    Address: a.customType({
      street: a.string().required(),
      town: a.ref('Town').required(),
      kind: a.enum(['home', 'work']),
      phones: a.phone().array(),
    }),

    Customer: a
      .model({
        id: a.id().required(),
        name: a.string().required(),
        level: a.enum(['basic', 'gold']),
        address: a.ref('Address'),
        formerAddresses: a.ref('Address').required().array(),
        discount: a
          .float()
          .authorization((allow) => [
            allow.groups(['staff'], 'oidc').withClaimIn('user_groups'),
            allow.authenticated('oidc').to(['read']),
          ]),
        card: a.hasOne('Card', 'customerId'),
        orders: a.hasMany('Order', 'customerId'),
      })
      .authorization((allow) => [allow.authenticated('oidc')]),
    Card: a.model({
      code: a.string().required(),
      customerId: a.id().required(),
      customer: a.belongsTo('Customer', 'customerId'),
    }),
    Order: a
      .model({
        customerId: a.id().required(),
        year: a.integer().required(),
        number: a.integer().required(),
        status: a.ref('Status'),
        town: a.string().required(),
        total: a.float().required(),
        note: a.string().default('none'),
        customer: a.belongsTo('Customer', 'customerId'),
        lines: a.hasMany('Line', ['customerId', 'year', 'number']),
      })
      .identifier(['customerId', 'year', 'number'])
      .secondaryIndexes((index) => [
        index('town'),
        index('status').sortKeys(['total']).queryField('ordersByStatus'),
        index('town').sortKeys(['year', 'number']).name('byTownAndTime').queryField('ordersInTown'),
      ]),
    Line: a.model({
      text: a.string(),
      customerId: a.id(),
      year: a.integer(),
      number: a.integer(),
      order: a.belongsTo('Order', ['customerId', 'year', 'number']),
    }),

    Everything: a.model({
      text: a.string(),
      key: a.id(),
      whole: a.integer(),
      decimal: a.float(),
      flag: a.boolean(),
      date: a.date(),
      time: a.time(),
      moment: a.datetime(),
      stamp: a.timestamp(),
      mail: a.email(),
      link: a.url(),
      address: a.ipAddress(),
      anything: a.json(),
      phone: a.phone(),
      texts: a.string().array(),
      wholes: a.integer().required().array().required(),
      statuses: a.ref('Status').array(),
      anythings: a.json().array(),
    }),
    Archive: a
      .model({ text: a.string() })
      .disableOperations(['update', 'delete', 'subscriptions', 'list']),

    productNames: a
      .query()
      .arguments({
        prefix: a.string().required(),
        statuses: a.ref('Status').array(),
        limit: a.integer(),
      })
      .returns(a.string().array())
      .authorization((allow) => [allow.authenticated('oidc')])
      .handler(a.handler.custom({ dataSource: a.ref('Order'), entry: './product-names.js' })),
  })
  .authorization((allow) => [allow.authenticated('oidc')])

export type Schema = ClientSchema<typeof schema>

export const data = defineData({
  schema,
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: {
      oidcProviderName: 'issuer',
      oidcIssuerUrl: 'https://example.com',
      clientId: 'client-id',
      tokenExpiryFromAuthInSeconds: 300,
      tokenExpireFromIssueInSeconds: 600,
    },
    apiKeyAuthorizationMode: { expiresInDays: 7 },
  },
})
