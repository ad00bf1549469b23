import { util } from '@aws-appsync/utils'

export function request() {
  return {}
}

export function response(ctx) {
  const { from, until } = ctx.args
  return (timeOf(until) - timeOf(from)) / 86400000 + 1
}

function timeOf(date) {
  return util.time.parseFormattedToEpochMilliSeconds(date, 'yyyy-MM-dd', 'UTC')
}
