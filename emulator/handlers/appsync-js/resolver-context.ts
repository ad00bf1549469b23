import type { Item } from '../../model/item.ts'
import { contextIdentity } from '../context-identity.ts'
import type { HandlerCall } from '../handler-call.ts'

/** Where in the pipeline a function stands. */
export interface PipelineState {
  readonly stash: Item
  /** What the function before returned; `{}` before the first. */
  readonly previous: unknown
}

/** What the data source answered; absent in `request()`. */
export interface DataSourceAnswer {
  readonly result: unknown
  readonly error?: { readonly message: string; readonly type: string }
}

/** What Amplify's own first step puts into the stash; batch requests name tables by it. */
export const firstStash: Item = {
  awsAppsyncApiId: 'amplite',
  amplifyApiEnvironmentName: 'NONE',
}

/** `ctx`, as JSON. */
export function contextOf(
  call: HandlerCall,
  { stash, previous }: PipelineState,
  answer?: DataSourceAnswer,
): Item & { readonly stash: Item } {
  return {
    arguments: call.arguments,
    args: call.arguments,
    identity: contextIdentity(call.identity),
    source: null,
    request: { headers: call.request.headers, domainName: null },
    info: call.info,
    env: {},
    stash,
    prev: { result: previous },
    ...answer,
  }
}
