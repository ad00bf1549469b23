import { getOperationAST, OperationTypeNode } from 'graphql'

import type { AppSyncError } from '../graphql/appsync-errors.ts'
import { parseBody } from '../graphql/request-body.ts'
import type { OpenSubscription } from '../graphql/subscribe.ts'
import type { Refusal } from '../identity/refusal.ts'
import { unsupported } from './protocol.ts'
import type { RealtimeError, StartMessage } from './protocol.ts'
import type { RealtimeApi } from './realtime-api.ts'

/** A subscription that was let in, or the errors to answer. */
export type Started =
  | { readonly ok: true; readonly open: OpenSubscription; readonly key: string }
  | { readonly ok: false; readonly errors: readonly RealtimeError[] }

/** Settles one `start`: who asks, what for, and whether the rules let them; in AppSync's order. */
export async function startSubscription(
  api: RealtimeApi,
  { data, headers }: Pick<StartMessage, 'data' | 'headers'>,
): Promise<Started> {
  const authentication = await api.authenticate({ path: '/graphql', headers, body: data })
  if (!authentication.ok) return shutOut(api, authentication.refusal)

  const parsed = parseBody(data)
  if (!parsed.ok) return refused(parsed.error.body.errors)
  const { document, parameters } = parsed
  const { query, variables, operationName } = parameters
  const operation = getOperationAST(document, operationName)?.operation
  if (operation !== OperationTypeNode.SUBSCRIPTION) {
    const why = 'only subscriptions go over this socket; POST the rest to /graphql'
    return refused([unsupported(operation ?? 'unknown', why)])
  }

  const { identity } = authentication
  const denied = api.iamPolicy(identity, { document, operationName })
  if (denied) return shutOut(api, denied.refusal)
  const asked = await api.subscribe({ document, variables, operationName, identity })
  if ('errors' in asked) return refused(asked.errors.map(toRealtimeError))
  return { ok: true, open: asked, key: JSON.stringify([query, variables, operationName]) }
}

function shutOut(api: RealtimeApi, refusal: Refusal): Started {
  api.noteRefusal(refusal)
  const { errorType, message } = refusal
  return refused([{ errorType, message }])
}

function refused(errors: readonly RealtimeError[]): Started {
  return { ok: false, errors }
}

/** On a socket AppSync says no more than the type, where there is one, and the message (amplify-js #12679, amplify-cli #7427). */
function toRealtimeError(error: AppSyncError): RealtimeError {
  const errorType = 'errorType' in error ? error.errorType : null
  return { ...(errorType === null ? {} : { errorType }), message: error.message }
}
