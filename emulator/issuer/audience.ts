import type { KoaContextWithOIDC } from 'oidc-provider'

import { isObject } from '../model/is-object.ts'

const prefix = 'urn:amplite:audience:'

/**
 * The API that a request is for. Auth0's clients name it in `audience`, in any form; oidc-provider knows `resource` (RFC 8707)
 * only, an absolute URI, so an audience travels in one.
 */
export function requestedResource({ oidc }: KoaContextWithOIDC): string | undefined {
  const body = isObject(oidc.body) ? oidc.body : {}
  const audience = oidc.params?.['audience'] ?? body['audience']
  if (typeof audience !== 'string' || audience === '') return undefined

  return `${prefix}${encodeURIComponent(audience)}`
}

/** The audience as it was asked for. */
export function audienceOf(resource: string): string {
  return resource.startsWith(prefix) ? decodeURIComponent(resource.slice(prefix.length)) : resource
}
