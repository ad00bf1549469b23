import { randomInt, randomUUID } from 'node:crypto'

import { ulid } from 'ulid'

import type { Clock } from '../../clock.ts'
import type { Filter } from '../../model/filter.ts'
import type { Mode } from '../../model/modes.ts'
import { HandlerError, notEmulated } from '../handler-error.ts'
import { toFilterExpression } from './filter-expression.ts'
import { copyHeaders } from './http-util.ts'
import { newKsuid } from './ksuid.ts'
import { toSubscriptionFilter } from './subscription-extensions.ts'
import {
  base64Decode,
  base64Encode,
  escapeJavaScript,
  matches,
  normalize,
  urlDecode,
  urlEncode,
} from './text-util.ts'
import { timeUtil } from './time-util.ts'
import { dynamodbUtil } from './typed-values.ts'

/** What `util` needs to know of the call that it serves. */
export interface UtilParts {
  readonly clock: Clock
  readonly mode: Mode
  /** e.g. `likePost` and `Mutation`. */
  readonly fieldName: string
  readonly parentTypeName: string
  readonly appendError: (error: HandlerError) => void
  /** Told of what is accepted and comes to nothing. */
  readonly warn: (message: string) => void
}

type ErrorArguments = readonly [
  message: string | undefined,
  errorType?: string | null,
  data?: unknown,
  info?: unknown,
]

/** AppSync's `util`; what is not emulated throws a `HandlerError` by its name when it is used. */
export function createUtil(parts: UtilParts): Readonly<Record<string, unknown>> {
  return {
    ...textParts,
    ...identifiers(parts.clock),
    ...failures(parts),
    authType: () => authTypes[parts.mode],
    time: timeUtil(parts.clock),
    dynamodb: dynamodbUtil,
    transform,
    math,
    str: { normalize },
    http: {
      copyHeaders,
      addResponseHeader: () => parts.warn('util.http.addResponseHeader() is not emulated'),
      addResponseHeaders: () => parts.warn('util.http.addResponseHeaders() is not emulated'),
    },
    xml: { toMap: refused('util.xml.toMap()'), toJsonString: refused('util.xml.toJsonString()') },
    rds: { toJsonObject: refused('util.rds.toJsonObject()') },
  }
}

const textParts = {
  escapeJavaScript,
  urlEncode,
  urlDecode,
  base64Encode,
  base64Decode,
  matches,
} as const

function identifiers(clock: Clock): object {
  return {
    autoId: () => randomUUID(),
    autoUlid: () => ulid(clock.now()),
    autoKsuid: () => newKsuid(clock),
  }
}

function failures({ appendError, fieldName, parentTypeName }: UtilParts): object {
  return {
    unauthorized: () => {
      throw new HandlerError(
        `Not Authorized to access ${fieldName} on type ${parentTypeName}`,
        'Unauthorized',
      )
    },
    error: (...given: ErrorArguments) => {
      throw errorOf(given)
    },
    appendError: (...given: ErrorArguments) => appendError(errorOf(given)),
  }
}

/** The details are JSON, detached from the runtime that they come from. */
function errorOf([message, errorType, data, info]: ErrorArguments): HandlerError {
  return new HandlerError(String(message), errorType ?? null, {
    data: json(data),
    errorInfo: json(info),
  })
}

function json(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}

const authTypes = {
  apiKey: 'API Key Authorization',
  iam: 'IAM Authorization',
  oidc: 'Open ID Connect Authorization',
  userPool: 'User Pool Authorization',
  lambda: 'Lambda Authorization',
} as const satisfies Record<Mode, string>

const transform = {
  toDynamoDBFilterExpression: (filter: Filter) => JSON.stringify(toFilterExpression(filter)),
  toDynamoDBConditionExpression: (filter: Filter) => JSON.stringify(toFilterExpression(filter)),
  toSubscriptionFilter,
  toElasticsearchQueryDSL: refused('util.transform.toElasticsearchQueryDSL()'),
} as const

const math = {
  roundNum: (value: number) => Math.round(value),
  minVal: (one: number, other: number) => Math.min(one, other),
  maxVal: (one: number, other: number) => Math.max(one, other),
  randomDouble: () => Math.random(),
  randomWithinRange: (start: number, end: number) => (end > start ? randomInt(start, end) : start),
} as const

function refused(what: string): () => never {
  return () => {
    throw notEmulated(what)
  }
}
