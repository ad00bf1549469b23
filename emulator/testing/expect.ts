import { AccessError } from './access-error.ts'
import type { RefusalWord } from './answer.ts'
import type { Operation, Request } from './request.ts'

type Target = string | object | null

/** What `expect(actor)` has after `expect.extend(accessMatchers)`, for the types of the runner. */
export interface AccessMatchers {
  /** As `actor.can(…)`: resolves if the request succeeds. Changes no data; has to be awaited. */
  toBeAllowed(operation: Operation, target: Target, request?: Request): Promise<void>
  /** As `actor.cannot(…)`: resolves if it is refused; with a reason, only if refused for that one. Has to be awaited. */
  toBeRefused(operation: Operation, target: Target, request?: Request | RefusalWord): Promise<void>
}

/** What a runner says of how a matcher is called. */
export interface MatcherContext {
  readonly isNot?: boolean
}

/** What a matcher answers its runner. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/**
 * Matchers for vitest and jest, which call `can` and `cannot` of an actor. A request that fails for want of something else than
 * access fails both, so neither can be turned round with `.not`.
 *
 * @example
 * expect.extend(accessMatchers)
 * await expect(bob).toBeRefused('update', todo, 'not-the-owner')
 */
export const accessMatchers: {
  readonly toBeAllowed: typeof toBeAllowed
  readonly toBeRefused: typeof toBeRefused
} = { toBeAllowed, toBeRefused }

async function toBeAllowed(
  this: MatcherContext,
  actor: unknown,
  ...asked: Parameters<AccessMatchers['toBeAllowed']>
): Promise<MatcherResult> {
  refuseNot(this, 'toBeRefused')
  return resultOf(actorIn(actor).can(...asked))
}

async function toBeRefused(
  this: MatcherContext,
  actor: unknown,
  ...asked: Parameters<AccessMatchers['toBeRefused']>
): Promise<MatcherResult> {
  refuseNot(this, 'toBeAllowed')
  return resultOf(actorIn(actor).cannot(...asked))
}

/** An actor of any schema. */
interface Checks {
  can(...asked: Parameters<AccessMatchers['toBeAllowed']>): PromiseLike<void>
  cannot(...asked: Parameters<AccessMatchers['toBeRefused']>): PromiseLike<void>
}

function actorIn(value: unknown): Checks {
  if (isChecks(value)) return value
  throw new TypeError(`expect() takes an actor here, as in expect(sandbox.as('alice'))`)
}

function isChecks(value: unknown): value is Checks {
  return typeof value === 'object' && value !== null && 'can' in value && 'cannot' in value
}

function refuseNot({ isNot = false }: MatcherContext, instead: keyof AccessMatchers): void {
  if (isNot)
    throw new TypeError(`.not would pass for any failure; say what is meant with ${instead}`)
}

async function resultOf(check: PromiseLike<void>): Promise<MatcherResult> {
  try {
    await check
    return { pass: true, message: () => 'it held' }
  } catch (error) {
    if (!(error instanceof AccessError)) throw error
    return { pass: false, message: () => error.message }
  }
}
