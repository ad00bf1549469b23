import { createRequire } from 'node:module'

import type * as PhoneNumbers from 'libphonenumber-js/max'

const require = createRequire(import.meta.url)
let library: typeof PhoneNumbers | undefined

/**
 * Whether somebody could have this number; without `+` it is one of the United States. AppSync asks libphonenumber for the ranges
 * that are in use (appsync-community #289), hence the large table, which is read only once there is a number to check.
 */
export function isPhoneNumber(text: string): boolean {
  library ??= require('libphonenumber-js/max')
  return library?.isValidPhoneNumber(text, 'US') ?? false
}
