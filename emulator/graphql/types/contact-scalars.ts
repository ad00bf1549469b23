import { isIPv4, isIPv6 } from 'node:net'

import type { GraphQLScalarType } from 'graphql'

import { isPhoneNumber } from './phone-numbers.ts'
import { textScalar } from './text-scalar.ts'

/** The form of `<input type="email">` (HTML Living Standard), close to the RFC 822 address that AppSync asks for. */
const emailPattern =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i

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

/** A phone number that can exist; without `+` it is taken for one of the United States. */
export const AWSPhone: GraphQLScalarType<string, string> = textScalar({
  name: 'AWSPhone',
  description: 'A phone number, by default of the United States.',
  noun: 'phone number',
  accepts: isPhoneNumber,
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

function isAddress(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  if (rest.length > 0) return false
  if (isIPv4(address)) return prefix === undefined || isPrefix(prefix, 32)
  return isIPv6(address) && (prefix === undefined || isPrefix(prefix, 128))
}

function isPrefix(text: string, longest: number): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= longest
}
