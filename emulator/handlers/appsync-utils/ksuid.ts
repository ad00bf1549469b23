import { randomBytes } from 'node:crypto'

import { epochSeconds } from '../../clock.ts'
import type { Clock } from '../../clock.ts'

/** KSUIDs count seconds from here (13 May 2014). */
const ksuidEpoch = 1_400_000_000
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A new K-sortable id: 4 bytes of time and 16 of chance, as 27 characters in base 62. */
export function newKsuid(clock: Clock): string {
  // Unsigned, so that a clock that was moved before that day makes ids, too.
  const seconds = ((epochSeconds(clock) - ksuidEpoch) >>> 0).toString(16).padStart(8, '0')
  let rest = BigInt(`0x${seconds}${randomBytes(16).toString('hex')}`)
  let text = ''
  while (text.length < 27) {
    text = `${digits[Number(rest % 62n)]}${text}`
    rest /= 62n
  }
  return text
}
