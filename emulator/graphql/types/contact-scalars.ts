import { isIPv4, isIPv6 } from 'node:net'

import type { GraphQLScalarType } from 'graphql'

import { textScalar } from './text-scalar.ts'

/** The form of `<input type="email">` (HTML Living Standard), close to the RFC 822 address that AppSync asks for. */
const emailPattern =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i

/** Number of the North American plan: neither area code nor exchange starts with 0 or 1. */
const northAmericanPattern = /^(?:\+?1)?[2-9]\d{2}[2-9]\d{6}$/
/** E.164 outside country code 1: at most 15 digits in all. */
const internationalPattern = /^\+[2-9]\d{6,14}$/

/** `local@domain`. */
export const AWSEmail: GraphQLScalarType<string, string> = textScalar({
  name: 'AWSEmail',
  description: 'An email address.',
  noun: 'email address',
  accepts: (text) => emailPattern.test(text),
})

/** An address with its scheme, e.g. `https://example.com/a` or `mailto:a@example.com`. */
export const AWSURL: GraphQLScalarType<string, string> = textScalar({
  name: 'AWSURL',
  description: 'A URL with its scheme.',
  noun: 'URL',
  accepts: isUrl,
})

/**
 * A phone number; without `+` it is taken for one of the United States. Known difference: AppSync asks libphonenumber whether the
 * number range is in use, while here only the shape counts. So a number of an unassigned range is taken here and refused there;
 * the other way round only for spellings that nobody stores (`011` prefixes, letters, extensions).
 */
export const AWSPhone: GraphQLScalarType<string, string> = textScalar({
  name: 'AWSPhone',
  description: 'A phone number, by default of the United States.',
  noun: 'phone number',
  accepts: isPhone,
})

/** An IPv4 or IPv6 address, optionally with the length of its network prefix. */
export const AWSIPAddress: GraphQLScalarType<string, string> = textScalar({
  name: 'AWSIPAddress',
  description: 'An IPv4 or IPv6 address, optionally with a CIDR suffix.',
  noun: 'IP address',
  accepts: isAddress,
})

/** AppSync wants a scheme and no `//` inside the path (`data-api §5.3`); RFC 1738 knows no white space. */
function isUrl(text: string): boolean {
  if (/\s/.test(text) || !/^[a-z][a-z\d+.-]*:/i.test(text)) return false
  return URL.canParse(text) && !new URL(text).pathname.includes('//')
}

function isPhone(text: string): boolean {
  if (!/^\+?[\d (][\d ().-]*$/.test(text)) return false
  const number = text.replace(/[ ().-]/g, '')
  return northAmericanPattern.test(number) || internationalPattern.test(number)
}

function isAddress(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  if (rest.length > 0) return false
  if (isIPv4(address)) return prefix === undefined || isPrefix(prefix, 32)
  return isIPv6(address) && (prefix === undefined || isPrefix(prefix, 128))
}

function isPrefix(text: string, longest: number): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= longest
}
