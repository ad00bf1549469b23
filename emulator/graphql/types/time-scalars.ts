import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql'

import { cannotParse, cannotSerialize, textScalar } from './text-scalar.ts'

const date = String.raw`(?<year>-?\d{4})-(?<month>0[1-9]|1[0-2])-(?<day>0[1-9]|[12]\d|3[01])`
const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?`
/** Java's ZoneOffset ends at ±18:00; AppSync also takes seconds (`data-api §5.3`). */
const offset = String.raw`(?:Z|[+-](?:(?:0\d|1[0-7]):[0-5]\d(?::[0-5]\d)?|18:00(?::00)?))`

const datePattern = new RegExp(`^${date}${offset}?$`)
const timePattern = new RegExp(`^${time}${offset}?$`)
const dateTimePattern = new RegExp(`^${date}T${time}${offset}$`)

/** `2030-02-28`, with or without an offset. */
export const AWSDate: GraphQLScalarType<string, string> = textScalar({
  name: 'AWSDate',
  description: 'A date `YYYY-MM-DD`, optionally with an offset.',
  noun: 'date',
  outputNoun: 'Date Object',
  accepts: (text) => isOnCalendar(datePattern.exec(text)),
})

/** `12:30`, with or without seconds, up to nine decimals and an offset. */
export const AWSTime: GraphQLScalarType<string, string> = textScalar({
  name: 'AWSTime',
  description: 'A time `hh:mm:ss.sss`, optionally with an offset.',
  noun: 'time',
  outputNoun: 'Time Object',
  accepts: (text) => timePattern.test(text),
})

/** `2030-02-28T12:30Z`: a date, a time and always an offset. */
export const AWSDateTime: GraphQLScalarType<string, string> = textScalar({
  name: 'AWSDateTime',
  description: 'A date and time `YYYY-MM-DDThh:mm:ss.sssZ`; the offset is required.',
  noun: 'DateTime',
  outputNoun: 'DateTime Object',
  accepts: (text) => isOnCalendar(dateTimePattern.exec(text)),
})

/** Whole seconds since the epoch, negative ones too, not held to 32 bits. */
export const AWSTimestamp: GraphQLScalarType<number, number> = new GraphQLScalarType({
  name: 'AWSTimestamp',
  description: 'Whole seconds since 1970-01-01T00:00Z.',
  parseValue: (value) => {
    if (!isWholeNumber(value)) throw cannotParse(value, 'timestamp')
    return value
  },
  parseLiteral: (node) => {
    const seconds = node.kind === Kind.INT ? Number(node.value) : undefined
    if (isWholeNumber(seconds)) return seconds
    throw new GraphQLError(`Unable to parse \`${print(node)}\` as a valid timestamp.`, {
      nodes: node,
    })
  },
  serialize: (value) => {
    if (!isWholeNumber(value)) throw cannotSerialize(value, 'timestamp')
    return value
  },
})

function isWholeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isOnCalendar(match: RegExpExecArray | null): boolean {
  if (match === null) return false
  const { year, month, day } = match.groups ?? {}
  return Number(day) <= daysInMonth(Number(year), Number(month))
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}
