import type * as published from 'oidc-provider'

type OidcProvider = typeof published

/**
 * oidc-provider without the line by which it warns of Node 20 when it is imported: all that the issuer uses of it is tested
 * there. Other output passes, and the console is itself again before this module is ready. Being a module it is evaluated
 * once, so two issuers that start at the same time cannot get into each other's way.
 */
const { console } = globalThis
const { warn } = console
console.warn = (...words: unknown[]) => {
  const [first] = words
  const isKnown = typeof first === 'string' && first.includes('WARNING: Unsupported runtime.')
  if (!isKnown) warn.apply(console, words)
}

/** The whole of oidc-provider. */
export const oidcProvider: OidcProvider = await import('oidc-provider').finally(() => {
  console.warn = warn
})
