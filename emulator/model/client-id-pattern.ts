/**
 * The definition's `clientId` as AppSync reads it: a regular expression over whole client ids; undefined when it is none.
 * Full match is a choice, AWS documents only "regular expression" (clients.md §6).
 */
export function compileClientIdPattern(clientId: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${clientId})$`)
  } catch {
    return undefined
  }
}
