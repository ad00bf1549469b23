interface AuthorizerEvent {
  readonly authorizationToken: string
  readonly requestContext: { readonly queryString: string }
}

let asked = 0

/** Lets in by what the token says; the number of questions is in the answer. */
export const handler = async (event: AuthorizerEvent): Promise<unknown> => {
  asked += 1
  const { authorizationToken: token } = event
  switch (token) {
    case 'let-me-in':
      return { isAuthorized: true, resolverContext: { user: 'carol', asked } }
    case 'for-once':
      return { isAuthorized: true, resolverContext: { asked }, ttlOverride: 0 }
    case 'tell-me':
      return { isAuthorized: true, resolverContext: { event: JSON.stringify(event) } }
    case 'no-prices':
      return {
        isAuthorized: true,
        resolverContext: {},
        deniedFields: [
          'Note.price',
          'arn:aws:appsync:us-east-1:111122223333:apis/x/types/Mutation/fields/echo',
        ],
      }
    case 'throw':
      throw new Error('the gate is broken')
    case 'malformed':
      return { allowed: true }
    default:
      return { isAuthorized: false }
  }
}
