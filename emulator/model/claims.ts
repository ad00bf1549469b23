/** What a token says about whoever it was issued to, as it is. */
export type Claims = Readonly<Record<string, unknown>>
