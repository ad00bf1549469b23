import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { Authentication } from './authentication.ts'
import { authorizerEvent } from './authorizer-event.ts'
import type { AuthorizedRequest } from './authorizer-event.ts'
import { parseAuthorizerAnswer } from './parse-authorizer-answer.ts'
import type { AuthorizerAnswer } from './parse-authorizer-answer.ts'
import { refuse } from './refusal.ts'
import type { Refused } from './refusal.ts'

/** Asks the user's Lambda authorizer about a token; never rejects. */
export type AuthorizeByLambda = (
  token: string,
  request?: AuthorizedRequest,
) => Promise<Authentication>

/** What `createLambdaAuthorizer` goes by. */
export interface LambdaAuthorizerOptions {
  /** Runs the function: the event of AppSync to whatever it answers. */
  readonly invoke: (event: object) => Promise<unknown>
  /** How long an answer counts, unless it says otherwise. */
  readonly timeToLiveSeconds: number
  readonly clock: Clock
}

interface RememberedAnswer {
  readonly authentication: Authentication
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly until: number
}

/** A token of more characters is not handed to the function (AppSync's limit). */
const tokenLimit = 2048

/** Makes what asks the function once for each token, and remembers its answers for as long as they count. */
export function createLambdaAuthorizer(options: LambdaAuthorizerOptions): AuthorizeByLambda {
  const { clock } = options
  const answers = new Map<string, RememberedAnswer>()
  return async (token, request) => {
    if (token.length > tokenLimit) return denial(`the token has more than ${tokenLimit} characters`)
    const known = answers.get(token)
    if (known !== undefined && clock.now() < known.until) return known.authentication

    const answer = await ask(token, request, options)
    const authentication = authenticationOf(answer)
    answers.set(token, { authentication, until: clock.now() + answer.ttlSeconds * 1000 })
    return authentication
  }
}

/** A failure counts for a single request, too. */
async function ask(
  token: string,
  request: AuthorizedRequest | undefined,
  { invoke, timeToLiveSeconds }: LambdaAuthorizerOptions,
): Promise<AuthorizerAnswer> {
  try {
    return parseAuthorizerAnswer(
      await invoke(await authorizerEvent(token, request)),
      timeToLiveSeconds,
    )
  } catch (error) {
    return { denied: `it failed: ${messageOf(error)}`, ttlSeconds: 0 }
  }
}

function authenticationOf(answer: AuthorizerAnswer): Authentication {
  if ('identity' in answer) return { ok: true, identity: answer.identity }
  return denial(answer.denied)
}

function denial(reason: string): Refused {
  return refuse('not-authorized-by-lambda', `the Lambda authorizer let nobody in: ${reason}`)
}
