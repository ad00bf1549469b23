import type { WebSocket } from 'ws'

import { messageOf } from '../errors.ts'
import type { MutationEvent } from '../graphql/events.ts'
import type { OpenSubscription } from '../graphql/subscribe.ts'
import { admitConnection } from './admit-connection.ts'
import type { ConnectionRequest } from './connection-request.ts'
import { connectionTimeoutMs, parseFrame, unsupported } from './protocol.ts'
import type { ClientMessage, RealtimeError, ServerMessage, StartMessage } from './protocol.ts'
import type { RealtimeApi } from './realtime-api.ts'
import type { PayloadText } from './shared-payloads.ts'
import { startSubscription } from './start-subscription.ts'

/** How a client came to be connected. */
export interface ConnectionOptions {
  readonly api: RealtimeApi
  readonly request: ConnectionRequest
  /** Milliseconds between two signs of life. */
  readonly keepAliveMs: number
}

/** A started subscription. */
interface LiveSubscription {
  readonly open: OpenSubscription
  /** Equal for those who are told the same of an event. */
  readonly key: string
  /** Settled when everything up to now has been sent: events keep their order. */
  sent: Promise<void>
}

/** A client that lets this much wait is too slow to be served, in bytes. */
const backlogLimitBytes = 8_000_000

/**
 * One WebSocket and the subscriptions on it, each authorised on its own when it starts and never again: AppSync knows a
 * subscription still when its token has expired (aws-appsync-realtime-client-ios #108).
 */
export class Connection {
  readonly #socket: WebSocket
  readonly #options: ConnectionOptions
  readonly #subscriptions = new Map<string, LiveSubscription>()
  #state: 'new' | 'acknowledged' | readonly RealtimeError[] = 'new'
  #handled: Promise<void> = Promise.resolve()
  #keepAlive: NodeJS.Timeout | undefined
  #delivered = 0

  constructor(socket: WebSocket, options: ConnectionOptions) {
    this.#socket = socket
    this.#options = options
  }

  /** Takes a frame; frames are answered one after the other, in the order in which they came. */
  receive(text: string): void {
    this.#handled = this.#handled.then(() => this.#answer(text))
  }

  /** Refuses a frame that is not even looked into. */
  refuse(error: RealtimeError): void {
    this.#handled = this.#handled.then(() => this.#error([error]))
  }

  /** Tells those subscriptions of an event that it is for. */
  hear(event: MutationEvent, payloadText: PayloadText): void {
    for (const [id, subscription] of this.#subscriptions) {
      const { open, key } = subscription
      if (!open.hears(event)) continue
      const payload = payloadText(key, () => open.deliver(event))
      subscription.sent = subscription.sent.then(async () => {
        const text = await payload
        // Meanwhile it may have been stopped, or another one started by its id.
        if (this.#subscriptions.get(id) === subscription) this.#data(id, text)
      })
    }
  }

  /** Ends every subscription and says goodbye. */
  close(code: number, reason: string): void {
    this.forget()
    this.#socket.close(code, reason)
  }

  /** Breaks the connection without a goodbye, as a network does. */
  drop(): void {
    this.forget()
    this.#socket.terminate()
  }

  /** To be called when the socket is closed. */
  forget(): void {
    clearInterval(this.#keepAlive)
    this.#subscriptions.clear()
  }

  async #answer(text: string): Promise<void> {
    const frame = parseFrame(text)
    if (!frame.ok) return this.#error([frame.error], frame.id)
    const { message } = frame
    try {
      await this.#handle(message)
    } catch (error) {
      const failure = { errorType: 'InternalFailure', message: messageOf(error) }
      this.#error([failure], 'id' in message ? message.id : undefined)
    }
  }

  #handle(message: ClientMessage): Promise<void> | void {
    switch (message.type) {
      case 'connection_init':
        return this.#connect()
      case 'start':
        return this.#start(message)
      case 'stop':
        return this.#stop(message.id)
    }
  }

  async #connect(): Promise<void> {
    const { api, request } = this.#options
    const errors = await admitConnection(api, request, this.#socket.protocol)
    if (errors.length > 0) {
      this.#state = errors
      return this.#send({ type: 'connection_error', payload: { errors } })
    }
    this.#state = 'acknowledged'
    this.#send({ type: 'connection_ack', payload: { connectionTimeoutMs } })
    this.#send({ type: 'ka' })
    clearInterval(this.#keepAlive)
    if (!this.#isOpen()) return
    this.#keepAlive = setInterval(() => this.#send({ type: 'ka' }), this.#options.keepAliveMs)
  }

  async #start(message: StartMessage): Promise<void> {
    const { id } = message
    const refusal = this.#refusalOf(id)
    if (refusal !== undefined) return this.#error(refusal, id)
    const started = await startSubscription(this.#options.api, message)
    if (!started.ok) return this.#error(started.errors, id)
    // A socket that was closed meanwhile, say because the rules have changed, hears nothing any more.
    if (!this.#isOpen()) return
    const { open, key } = started
    this.#subscriptions.set(id, { open, key, sent: Promise.resolve() })
    this.#send({ type: 'start_ack', id })
  }

  #refusalOf(id: string): readonly RealtimeError[] | undefined {
    if (this.#state === 'new') {
      return [unsupported('start', 'send connection_init first')]
    }
    if (this.#state !== 'acknowledged') return this.#state
    if (!this.#subscriptions.has(id)) return undefined
    // The text is AppSync's (amplify-js #12818).
    const message = `Duplicated operation with id ${id}`
    return [{ errorType: 'DuplicatedOperationError', message }]
  }

  #stop(id: string): void {
    if (this.#subscriptions.delete(id)) return this.#send({ type: 'complete', id })
    const message = `Unknown operation id ${id}`
    return this.#error([{ errorType: 'UnknownOperationError', message }], id)
  }

  #error(errors: readonly RealtimeError[], id?: string): void {
    this.#send({ ...(id === undefined ? {} : { id }), type: 'error', payload: { errors } })
  }

  #data(id: string, payload: string): void {
    const frame = `{"id":${JSON.stringify(id)},"type":"data","payload":${payload}}`
    if (!this.#options.api.faults.dropsAfter(++this.#delivered)) return this.#sendText(frame)
    // This one still arrives, nothing after it.
    this.forget()
    this.#socket.send(frame, () => this.drop())
  }

  #send(message: ServerMessage): void {
    this.#sendText(JSON.stringify(message))
  }

  #sendText(text: string): void {
    if (!this.#isOpen()) return
    this.#socket.send(text)
    if (this.#socket.bufferedAmount <= backlogLimitBytes) return
    this.close(1013, 'the client reads too slowly')
  }

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }
}
