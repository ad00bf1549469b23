import { fetchJson } from '../wire/fetch-json.ts'
import { objectAt, optionalText, textAt } from '../wire/json.ts'
import { discover } from './discovery.ts'

/** What a token endpoint hands out. */
export interface Tokens {
  readonly accessToken: string
  readonly idToken: string
  readonly refreshToken?: string
}

/** Asks the issuer's token endpoint; rejects with the issuer's own words. */
export async function requestTokens(
  issuer: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Tokens> {
  const { token } = await discover(issuer)
  const body = new URLSearchParams(parameters)
  const answer = objectAt(await fetchJson(token, { method: 'POST', body }), 'token')
  const refreshToken = optionalText(answer['refresh_token'])
  return {
    accessToken: textAt(answer['access_token'], 'access_token'),
    idToken: textAt(answer['id_token'], 'id_token'),
    ...(refreshToken !== undefined && { refreshToken }),
  }
}
