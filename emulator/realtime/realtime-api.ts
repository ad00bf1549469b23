import type { DocumentNode } from 'graphql'

import type { Events } from '../graphql/events.ts'
import type { OpenSubscription, RefusedSubscription } from '../graphql/subscribe.ts'
import type { IamPolicy } from '../graphql/iam-policy.ts'
import type { Authentication } from '../identity/authentication.ts'
import type { Identity } from '../identity/identity.ts'
import type { Refusal } from '../identity/refusal.ts'
import type { Faults } from '../issuer/faults.ts'
import type { RealtimeRequest } from './connection-request.ts'

/** What stands behind the sockets. */
export interface RealtimeApi {
  readonly events: Pick<Events, 'listen' | 'onEnd'>
  /** What is to go wrong with sockets. */
  readonly faults: Pick<Faults, 'meet' | 'dropsAfter' | 'onDrop'>
  readonly authenticate: (request: RealtimeRequest) => Promise<Authentication>
  /** Asked about whoever signed a start. */
  readonly iamPolicy: IamPolicy
  readonly subscribe: (request: {
    readonly document: DocumentNode
    readonly variables?: Readonly<Record<string, unknown>> | undefined
    readonly operationName?: string | undefined
    readonly identity: Identity
  }) => Promise<OpenSubscription | RefusedSubscription>
  /** Told of every connection and start that is not let in. */
  readonly noteRefusal: (refusal: Refusal) => void
}
