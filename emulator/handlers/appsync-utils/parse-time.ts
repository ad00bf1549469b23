import { offsetOf, unknownLetter } from './date-pattern.ts'

/** The regular expressions of a pattern's letters, and what each tells. */
const readers: Readonly<Record<string, readonly [string, string]>> = {
  y: ['\\d{4}', 'year'],
  u: ['\\d{4}', 'year'],
  M: ['\\d{1,2}', 'month'],
  d: ['\\d{1,2}', 'day'],
  H: ['\\d{1,2}', 'hour'],
  h: ['\\d{1,2}', 'hour12'],
  a: ['[AaPp][Mm]', 'half'],
  m: ['\\d{1,2}', 'minute'],
  s: ['\\d{1,2}', 'second'],
  S: ['\\d{1,9}', 'fraction'],
  X: ['Z|[+-]\\d\\d(?::?\\d\\d)?', 'offset'],
  x: ['[+-]\\d\\d(?::?\\d\\d)?', 'offset'],
  Z: ['Z|[+-]\\d\\d:?\\d\\d', 'offset'],
  z: ['[A-Za-z/_+-]+', 'zone'],
  V: ['[A-Za-z/_+-]+', 'zone'],
}

const monthNames = 'janfebmaraprmayjunjulaugsepoctnovdec'

/** Reads a time as Java's `DateTimeFormatter` would: milliseconds since the epoch. Throws a `TypeError` when it does not fit. */
export function parseTime(text: string, pattern: string, zone = 'UTC'): number {
  const groups = new RegExp(`^${expressionOf(pattern)}$`).exec(text)?.groups
  if (groups === undefined)
    throw new TypeError(`util.time: "${text}" does not have the format "${pattern}"`)

  const local = Date.UTC(
    numberOf(groups['year'], 1970),
    monthOf(groups) - 1,
    numberOf(groups['day'], 1),
    hourOf(groups),
    numberOf(groups['minute'], 0),
    numberOf(groups['second'], 0),
    Number((groups['fraction'] ?? '').padEnd(3, '0').slice(0, 3)),
  )
  return local - offsetIn(groups, local, zone) * 60_000
}

type Groups = Readonly<Record<string, string | undefined>>

function expressionOf(pattern: string): string {
  return pattern.replaceAll(
    /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g,
    (piece, quoted: string | undefined, letter?: string) => {
      if (quoted !== undefined) return escaped(quoted === '' ? "'" : quoted)
      if (letter === undefined) return escaped(piece)
      return groupOf(letter, piece.length)
    },
  )
}

function groupOf(letter: string, width: number): string {
  if (letter === 'M' && width > 2) return '(?<monthName>[A-Za-z]+)'
  if (letter === 'E') return '[A-Za-z]+'
  const reader = Object.hasOwn(readers, letter) ? readers[letter] : undefined
  if (reader === undefined) throw unknownLetter(letter)
  const [expression, name] = reader
  return `(?<${name}>${expression.startsWith('\\d') ? `\\d{${width === 1 ? '1,2' : width}}` : expression})`
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function numberOf(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Number(text)
}

function monthOf({ month, monthName }: Groups): number {
  if (monthName === undefined) return numberOf(month, 1)
  const at = monthNames.indexOf(monthName.slice(0, 3).toLowerCase())
  if (at < 0) throw new TypeError(`util.time: "${monthName}" is no month`)
  return at / 3 + 1
}

function hourOf({ hour, hour12, half }: Groups): number {
  if (hour12 === undefined) return numberOf(hour, 0)
  return (Number(hour12) % 12) + (half?.toUpperCase() === 'PM' ? 12 : 0)
}

function offsetIn({ offset, zone: named }: Groups, local: number, zone: string): number {
  if (offset === 'Z') return 0
  if (offset !== undefined) return offsetOf(local, offset.length === 3 ? `${offset}:00` : offset)
  // Twice, because the offset at a time in a zone depends on the time in UTC.
  const where = named ?? zone
  return offsetOf(local - offsetOf(local, where) * 60_000, where)
}
