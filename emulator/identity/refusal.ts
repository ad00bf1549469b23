/** Why a request was not let in, in one word. */
const refusalReasons = [
  'no-credentials',
  'not-a-jwt',
  'algorithm-not-allowed',
  'unknown-key',
  'bad-signature',
  'wrong-issuer',
  'wrong-audience',
  'exp-missing',
  'expired',
  'not-yet-valid',
  'iat-missing',
  'issued-too-long-ago',
  'auth-time-missing',
  'signed-in-too-long-ago',
  'malformed-claim',
  'wrong-api-key',
  'not-authorized-by-lambda',
  'mode-not-enabled',
  'not-emulated',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** AppSync's 401, with the true reason beside it. */
export interface Refusal {
  readonly status: 401
  readonly errorType: 'UnauthorizedException'
  /** The text that AppSync answers. */
  readonly message: string
  readonly reason: RefusalReason
  /** The reason in words for whoever has to mend it; never part of the API's answer. */
  readonly detail: string
}

/**
 * clients.md §5.1: which text for which cause. "Unauthorized" is sourced for the client id only; that issuer, signature and
 * TTLs answer the same is a choice.
 */
const messages: Readonly<Record<RefusalReason, string>> = {
  'no-credentials': 'Valid authorization header not provided.',
  'not-a-jwt': 'Unable to parse JWT token.',
  'algorithm-not-allowed': 'Unauthorized',
  'unknown-key': 'Unauthorized',
  'bad-signature': 'Unauthorized',
  'wrong-issuer': 'Unauthorized',
  'wrong-audience': 'Unauthorized',
  'exp-missing': 'Unauthorized',
  expired: 'Token has expired.',
  'not-yet-valid': 'Unauthorized',
  'iat-missing': 'Unauthorized',
  'issued-too-long-ago': 'Unauthorized',
  'auth-time-missing': 'Unauthorized',
  'signed-in-too-long-ago': 'Unauthorized',
  'malformed-claim': 'Unauthorized',
  'wrong-api-key': 'You are not authorized to make this call.',
  // appsync-community #372; for an authorizer that fails the same is a choice.
  'not-authorized-by-lambda': 'You are not authorized to make this call.',
  'mode-not-enabled': 'Permission denied',
  'not-emulated': 'Permission denied',
}

/** What every step of the check answers when it says no. */
export interface Refused {
  readonly ok: false
  readonly refusal: Refusal
}

/** The refusal for a reason, with AppSync's text for it. */
export function refuse(reason: RefusalReason, detail: string): Refused {
  const message = messages[reason]
  return {
    ok: false,
    refusal: { status: 401, errorType: 'UnauthorizedException', message, reason, detail },
  }
}
