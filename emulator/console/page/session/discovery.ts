import { fetchJson } from '../wire/fetch-json.ts'
import { objectAt, textAt } from '../wire/json.ts'

/** Where an issuer takes what. */
export interface Endpoints {
  readonly authorization: string
  readonly token: string
}

/** The endpoints that the issuer's own metadata names. */
export async function discover(issuer: string): Promise<Endpoints> {
  const url = `${issuer}/.well-known/openid-configuration`
  const metadata = objectAt(await fetchJson(url), 'openid-configuration')
  return {
    authorization: textAt(metadata['authorization_endpoint'], 'authorization_endpoint'),
    token: textAt(metadata['token_endpoint'], 'token_endpoint'),
  }
}
