import { accountId, identityPoolId, region, userPoolIssuer } from '../model/aws-names.ts'
import type { IamContext, IamPrincipal } from './identity.ts'

/** One made-up Cognito identity for each kind of user, the same in every run. */
const identityIds = {
  guest: `${region}:00000000-0000-4000-8000-000000000001`,
  authenticated: `${region}:00000000-0000-4000-8000-000000000002`,
} as const

const outsideCognito = {
  cognitoIdentityPoolId: null,
  cognitoIdentityId: null,
  cognitoIdentityAuthType: null,
  cognitoIdentityAuthProvider: null,
} as const

/** What AppSync's `ctx.identity` would hold for a request signed by such a principal. */
export function iamContext(principal: IamPrincipal): IamContext {
  if (principal === 'non-cognito') {
    return { accountId, ...outsideCognito, ...caller('admin', 'amplite') }
  }
  const isGuest = principal === 'guest'
  return {
    accountId,
    cognitoIdentityPoolId: identityPoolId,
    cognitoIdentityId: identityIds[principal],
    cognitoIdentityAuthType: isGuest ? 'unauthenticated' : 'authenticated',
    cognitoIdentityAuthProvider: isGuest ? null : `"${userPoolIssuer.replace('https://', '')}"`,
    ...caller(isGuest ? 'unauth' : 'auth', 'CognitoIdentityCredentials'),
  }
}

function caller(role: string, session: string): Pick<IamContext, 'username' | 'userArn'> {
  return {
    username: `AROAAMPLITE${role.toUpperCase()}:${session}`,
    userArn: `arn:aws:sts::${accountId}:assumed-role/amplite-${role}Role/${session}`,
  }
}
