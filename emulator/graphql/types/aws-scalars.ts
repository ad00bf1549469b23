import type { GraphQLScalarType } from 'graphql'

import { AWSEmail, AWSIPAddress, AWSPhone, AWSURL } from './contact-scalars.ts'
import { AWSJSON } from './json-scalar.ts'
import { AWSDate, AWSDateTime, AWSTime, AWSTimestamp } from './time-scalars.ts'

/** The nine scalars that AppSync adds to GraphQL's own, to be laid over the declarations of a built schema. */
export const awsScalars: readonly GraphQLScalarType[] = [
  AWSDate,
  AWSTime,
  AWSDateTime,
  AWSTimestamp,
  AWSEmail,
  AWSJSON,
  AWSURL,
  AWSPhone,
  AWSIPAddress,
]
