/** Why a request was not let in, in one word; closed and public. */
export const refusalReasons = [
  'no-credentials',
  'not-a-jwt',
  'token-too-large',
  'algorithm-not-allowed',
  'unknown-key',
  'issuer-unreachable',
  'jwks-unreachable',
  'bad-signature',
  'wrong-issuer',
  'wrong-audience',
  'wrong-token-use',
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
  'api-key-expired',
  'incomplete-signature',
  'unknown-access-key',
  'wrong-session-token',
  'credentials-expired',
  'wrong-service',
  'wrong-region',
  'signature-too-old',
  'signature-mismatch',
  'iam-policy',
  'mode-not-enabled',
  'not-emulated',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** AppSync's 401, or the 403 of AWS's gateway in front of it, with the true reason beside it. */
export interface Refusal {
  readonly status: 401 | 403
  readonly errorType: RefusalType
  /** The text that AppSync answers. */
  readonly message: string
  readonly reason: RefusalReason
  /** The reason in words for whoever has to mend it; never part of the API's answer. */
  readonly detail: string
}

const refusalTypes = [
  'UnauthorizedException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'UnrecognizedClientException',
  'ExpiredTokenException',
] as const
type RefusalType = (typeof refusalTypes)[number]

type Words = Pick<Refusal, 'status' | 'errorType' | 'message'>

const unauthorized = (message: string): Words => ({
  status: 401,
  errorType: 'UnauthorizedException',
  message,
})

/** Signatures are checked before AppSync sees a request, and answered with 403 (amplify-js #2422, #3447). */
const forbidden = (errorType: RefusalType, message: string): Words => ({
  status: 403,
  errorType,
  message,
})

const unknownClient = forbidden(
  'UnrecognizedClientException',
  'The security token included in the request is invalid.',
)

/**
 * clients.md §5.1: which text for which cause. "Unauthorized" is sourced for the client id only; that issuer, token_use,
 * signature and TTLs answer the same is a choice.
 */
const words: Readonly<Record<RefusalReason, Words>> = {
  'no-credentials': unauthorized('Valid authorization header not provided.'),
  'not-a-jwt': unauthorized('Unable to parse JWT token.'),
  'token-too-large': unauthorized('Unauthorized'),
  'algorithm-not-allowed': unauthorized('Unauthorized'),
  'unknown-key': unauthorized('Unauthorized'),
  'issuer-unreachable': unauthorized('Unauthorized'),
  'jwks-unreachable': unauthorized('Unauthorized'),
  'bad-signature': unauthorized('Unauthorized'),
  'wrong-issuer': unauthorized('Unauthorized'),
  'wrong-audience': unauthorized('Unauthorized'),
  'wrong-token-use': unauthorized('Unauthorized'),
  'exp-missing': unauthorized('Unauthorized'),
  expired: unauthorized('Token has expired.'),
  'not-yet-valid': unauthorized('Unauthorized'),
  'iat-missing': unauthorized('Unauthorized'),
  'issued-too-long-ago': unauthorized('Unauthorized'),
  'auth-time-missing': unauthorized('Unauthorized'),
  'signed-in-too-long-ago': unauthorized('Unauthorized'),
  'malformed-claim': unauthorized('Unauthorized'),
  'wrong-api-key': unauthorized('You are not authorized to make this call.'),
  // appsync-community #372; for an authorizer that fails the same is a choice.
  'not-authorized-by-lambda': unauthorized('You are not authorized to make this call.'),
  'api-key-expired': unauthorized('You are not authorized to make this call.'),
  'incomplete-signature': forbidden(
    'IncompleteSignatureException',
    'The request signature does not conform to AWS standards.',
  ),
  'unknown-access-key': unknownClient,
  'wrong-session-token': unknownClient,
  'credentials-expired': forbidden(
    'ExpiredTokenException',
    'The security token included in the request is expired',
  ),
  'wrong-service': forbidden(
    'InvalidSignatureException',
    "Credential should be scoped to correct service: 'appsync'.",
  ),
  'wrong-region': forbidden(
    'InvalidSignatureException',
    'Credential should be scoped to a valid region.',
  ),
  'signature-too-old': forbidden('InvalidSignatureException', 'Signature expired.'),
  'signature-mismatch': forbidden(
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ),
  'iam-policy': unauthorized('Permission denied'),
  'mode-not-enabled': unauthorized('Permission denied'),
  'not-emulated': unauthorized('Permission denied'),
}

/** What every step of the check answers when it says no. */
export interface Refused {
  readonly ok: false
  readonly refusal: Refusal
}

/** The refusal for a reason, with AppSync's text for it, or a fuller one where that depends on the request. */
export function refuse(reason: RefusalReason, detail: string, message?: string): Refused {
  const said = words[reason]
  return { ok: false, refusal: { ...said, message: message ?? said.message, reason, detail } }
}

/** Whether an error of an answer says that its request was not let in. */
export function isRefusalType(errorType: unknown): boolean {
  return refusalTypes.some((type) => type === errorType)
}
