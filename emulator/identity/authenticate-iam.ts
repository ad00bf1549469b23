import type { Clock } from '../clock.ts'
import { region } from '../model/aws-names.ts'
import type { CredentialsIssuer, IssuedCredentials } from './credentials.ts'
import { iamContext } from './iam-context.ts'
import type { IamIdentity } from './identity.ts'
import { refuse } from './refusal.ts'
import type { Refused } from './refusal.ts'
import { expectedSignature, parseSignatureV4 } from './signature-v4.ts'
import type { SignatureV4 } from './signature-v4.ts'
import type { SignedRequest } from './signed-request.ts'

/** What signed requests are measured by. */
export interface IamExpectations {
  readonly credentials: Pick<CredentialsIssuer, 'find'>
  /** By which credentials expire. */
  readonly clock: Clock
  /** The clock that callers sign by, which moving the sandbox's does not move; absent: the same one. */
  readonly machineClock?: Clock | undefined
}

/** awslabs/aws-mobile-appsync-sdk-js #385: AppSync says "- 5 min.". */
const signatureLifetimeMinutes = 5
const signatureLifetimeMs = signatureLifetimeMinutes * 60_000

/** Who signed the request, or the 403 of whatever is wrong with the signature. */
export async function authenticateIam(
  authorization: string,
  request: SignedRequest,
  expected: IamExpectations,
): Promise<{ readonly ok: true; readonly identity: IamIdentity } | Refused> {
  const signature = parseSignatureV4(authorization)
  if (signature === undefined) {
    return refuse(
      'incomplete-signature',
      'the authorization header lacks Credential, SignedHeaders or Signature, or they are malformed',
    )
  }
  const malformed = checkParts(signature, request)
  if (malformed) return malformed
  const credentials = expected.credentials.find(signature.accessKeyId)
  if (credentials === undefined) return unknownKey(signature)
  const refused =
    checkCredentials(credentials, request, expected.clock) ?? checkAge(request, expected)
  if (refused) return refused

  const body = request.method === 'GET' ? '' : await request.body()
  const wanted = expectedSignature(signature, { ...request, body }, credentials.secretAccessKey)
  if (wanted !== signature.signature) return mismatch(signature, request)
  return { ok: true, identity: identityOf(credentials) }
}

function identityOf({ holder: { principal, rootTypes } }: IssuedCredentials): IamIdentity {
  return {
    mode: 'iam',
    principal,
    context: iamContext(principal),
    ...(rootTypes === undefined ? {} : { rootTypes }),
  }
}

function checkParts(signature: SignatureV4, { headers }: SignedRequest): Refused | undefined {
  const unsigned = ['host', 'x-amz-date'].find((name) => !signature.signedHeaders.includes(name))
  if (unsigned !== undefined) {
    return refuse('incomplete-signature', `the header "${unsigned}" is not among the signed ones`)
  }
  if (timeOf(headers['x-amz-date']) === undefined) {
    const shown = JSON.stringify(headers['x-amz-date'] ?? null)
    return refuse('incomplete-signature', `x-amz-date is ${shown}, not a time as 20300101T000000Z`)
  }
  return checkScope(signature)
}

function checkScope({ service, region: given }: SignatureV4): Refused | undefined {
  if (service !== 'appsync') {
    return refuse('wrong-service', `the signature is for "${service}"; the API is "appsync"`)
  }
  if (given === region) return undefined
  return refuse('wrong-region', `the signature is for "${given}"; the sandbox is in "${region}"`)
}

function checkCredentials(
  credentials: IssuedCredentials,
  { headers }: SignedRequest,
  clock: Clock,
): Refused | undefined {
  if (headers['x-amz-security-token'] !== credentials.sessionToken) {
    const detail = 'x-amz-security-token is not the session token that belongs to the access key'
    return refuse('wrong-session-token', detail)
  }
  if (clock.now() < Date.parse(credentials.expiration)) return undefined
  const { accessKeyId, expiration } = credentials
  return refuse('credentials-expired', `the credentials of ${accessKeyId} expired at ${expiration}`)
}

function unknownKey({ accessKeyId }: SignatureV4): Refused {
  return refuse(
    'unknown-access-key',
    `this run of the sandbox handed out no access key "${accessKeyId}"; ask GET /sandbox/credentials/guest, authenticated or admin`,
  )
}

/** Signers use their machine's clock, which moving the sandbox's leaves alone: either will do. */
function checkAge(
  { headers }: SignedRequest,
  { clock, machineClock = clock }: IamExpectations,
): Refused | undefined {
  const signed = timeOf(headers['x-amz-date']) ?? 0
  const ages = [clock, machineClock].map((one) => one.now() - signed)
  if (ages.some((age) => Math.abs(age) <= signatureLifetimeMs)) return undefined

  const now = clock.now()
  const bound = now > signed ? now - signatureLifetimeMs : now + signatureLifetimeMs
  const [verb, relation, sign] =
    now > signed ? ['expired', 'earlier', '-'] : ['not yet current', 'later', '+']
  return refuse(
    'signature-too-old',
    `the signature is of ${amzDate(signed)}, and now is ${amzDate(now)}; ${signatureLifetimeMinutes} minutes may lie between`,
    `Signature ${verb}: ${amzDate(signed)} is now ${relation} than ${amzDate(bound)} (${amzDate(now)} ${sign} ${signatureLifetimeMinutes} min.)`,
  )
}

function mismatch({ signedHeaders }: SignatureV4, { headers }: SignedRequest): Refused {
  const lost = signedHeaders.filter((name) => headers[name] === undefined)
  const detail =
    lost.length > 0
      ? `signed headers did not arrive: ${lost.join(', ')}`
      : 'method, path, signed headers or body are not those that were signed, or another secret was used'
  return refuse('signature-mismatch', detail)
}

/** Milliseconds since the epoch of a time such as `20300101T000000Z`. */
function timeOf(amz: string | undefined): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amz ?? '')
  if (parts === null) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(time) ? undefined : time
}

function amzDate(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
}
