import { scan } from '@aws-appsync/utils/dynamodb'

export function request() {
  return scan({})
}

export function response(ctx) {
  return ctx.result.items.map((item) => `${ctx.args.prefix}${item.town}`)
}
