/** A moment as its parts in one time zone. */
interface Moment {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
  /** Minutes ahead of UTC. */
  readonly offset: number
  /** 0 is Sunday. */
  readonly weekday: number
  readonly zone: string
}

const minuteMs = 60_000
const months =
  'January February March April May June July August September October November December'.split(' ')
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** The letters of a Java `DateTimeFormatter` pattern, runs of one letter, and quoted texts. */
const piecePattern = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g

/** Writes a time as Java's `DateTimeFormatter` would; throws a `TypeError` for a letter that is not known. */
export function formatTime(ms: number, pattern: string, zone = 'UTC'): string {
  const moment = momentOf(ms, zone)
  return pattern.replaceAll(piecePattern, (piece, quoted: string | undefined, letter?: string) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'")
    return letter === undefined ? piece : writeField(letter, piece.length, moment)
  })
}

type Field = (moment: Moment, width: number) => string

const fields: Readonly<Record<string, Field>> = {
  y: writeYear,
  u: writeYear,
  M: ({ month }, width) => nameOrNumber(months, month - 1, { width, number: month }),
  L: ({ month }, width) => nameOrNumber(months, month - 1, { width, number: month }),
  d: ({ day }, width) => padded(day, width),
  D: ({ year, month, day }, width) =>
    padded((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 0)) / 86_400_000, width),
  E: ({ weekday }, width) => nameOf(days, weekday, width),
  a: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  H: ({ hour }, width) => padded(hour, width),
  k: ({ hour }, width) => padded(hour === 0 ? 24 : hour, width),
  K: ({ hour }, width) => padded(hour % 12, width),
  h: ({ hour }, width) => padded(hour % 12 === 0 ? 12 : hour % 12, width),
  m: ({ minute }, width) => padded(minute, width),
  s: ({ second }, width) => padded(second, width),
  S: ({ millisecond }, width) => padded(millisecond, 3).padEnd(width, '0').slice(0, width),
  n: ({ millisecond }, width) => padded(millisecond * 1_000_000, width),
  V: ({ zone }) => zone,
  z: ({ zone }) => zone,
  X: ({ offset }, width) => (offset === 0 ? 'Z' : offsetText(offset, width)),
  x: ({ offset }, width) => offsetText(offset, width),
  Z: ({ offset }, width) => (width === 5 ? writeZulu(offset) : offsetText(offset, 2)),
}

function writeField(letter: string, width: number, moment: Moment): string {
  const field = Object.hasOwn(fields, letter) ? fields[letter] : undefined
  if (field === undefined) throw unknownLetter(letter)
  return field(moment, width)
}

export function unknownLetter(letter: string): TypeError {
  return new TypeError(`util.time: the letter "${letter}" of a format is not emulated`)
}

function writeYear({ year }: Moment, width: number): string {
  return width === 2 ? padded(year % 100, 2) : padded(year, width)
}

function writeZulu(offset: number): string {
  return offset === 0 ? 'Z' : offsetText(offset, 3)
}

function nameOrNumber(
  names: readonly string[],
  at: number,
  { width, number }: { readonly width: number; readonly number: number },
): string {
  return width < 3 ? padded(number, width) : nameOf(names, at, width)
}

function nameOf(names: readonly string[], at: number, width: number): string {
  const name = names[at] ?? ''
  return width < 4 ? name.slice(0, 3) : name
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

/** `+01`, `+0100` or `+01:00`, for one, two or three letters. */
function offsetText(offset: number, width: number): string {
  const size = Math.abs(offset)
  const [hours, minutes] = [padded(Math.floor(size / 60), 2), padded(size % 60, 2)]
  const sign = offset < 0 ? '-' : '+'
  if (width === 1) return `${sign}${hours}${minutes === '00' ? '' : minutes}`
  return `${sign}${hours}${width === 2 ? '' : ':'}${minutes}`
}

function momentOf(ms: number, zone: string): Moment {
  const offset = offsetOf(ms, zone)
  const local = new Date(ms + offset * minuteMs)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    weekday: local.getUTCDay(),
    offset,
    zone,
  }
}

/** Minutes by which a zone (`Europe/Zurich`, `+01:00`) is ahead of UTC at a time; throws a `RangeError` for none. */
export function offsetOf(ms: number, zone: string): number {
  const fixed = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/.exec(zone)
  if (fixed !== null)
    return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]))
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(ms)
    .find(({ type }) => type === 'timeZoneName')
  const text = parts?.value ?? 'GMT'
  return text === 'GMT' ? 0 : offsetOf(ms, text)
}
