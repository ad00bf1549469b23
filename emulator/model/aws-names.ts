/** The region that the sandbox pretends to be in; clients put it into signatures. */
export const region = 'us-east-1'

/** The account whose ARNs the sandbox writes: the one of AWS's own examples. */
export const accountId = '123456789012'

/** The issuer of the sandbox's Cognito user pool, which no token says but those of this sandbox. */
export const userPoolIssuer: string = `https://cognito-idp.${region}.amazonaws.com/${region}_amplite`

/** The sandbox's Cognito identity pool. */
export const identityPoolId: string = `${region}:00000000-0000-4000-8000-000000000000`
