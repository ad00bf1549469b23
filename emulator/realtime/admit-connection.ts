import type { ConnectionRequest } from './connection-request.ts'
import { subprotocol } from './protocol.ts'
import type { RealtimeError } from './protocol.ts'
import type { RealtimeApi } from './realtime-api.ts'

/** Why a client may not be connected; nothing when it may. Its subscriptions are asked for one by one all the same. */
export async function admitConnection(
  api: RealtimeApi,
  request: ConnectionRequest,
  selectedProtocol: string,
): Promise<readonly RealtimeError[]> {
  if (selectedProtocol !== subprotocol) {
    const message = `NoProtocolError: the client has to offer the subprotocol "${subprotocol}"`
    return [{ errorType: 'NoProtocolError', message, errorCode: 400 }]
  }
  if (!request.ok) {
    return [{ errorType: 'BadRequestException', message: request.problem, errorCode: 400 }]
  }
  const authentication = await api.authenticate(request.request)
  if (authentication.ok) return []
  api.noteRefusal(authentication.refusal)
  const { errorType, message, status } = authentication.refusal
  return [{ errorType, message, errorCode: status }]
}
