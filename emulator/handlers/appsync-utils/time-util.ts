import { epochSeconds, isoTime } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { formatTime } from './date-pattern.ts'
import { parseTime } from './parse-time.ts'

/** `util.time`, by the sandbox's clock. */
export function timeUtil(clock: Clock): Readonly<Record<string, unknown>> {
  return {
    nowISO8601: () => isoTime(clock),
    nowEpochSeconds: () => epochSeconds(clock),
    nowEpochMilliSeconds: () => clock.now(),
    nowFormatted: (pattern: string, zone?: string) => formatTime(clock.now(), pattern, zone),
    parseFormattedToEpochMilliSeconds: parseTime,
    parseISO8601ToEpochMilliSeconds: parseIso,
    epochMilliSecondsToSeconds: (ms: number) => Math.floor(ms / 1000),
    epochMilliSecondsToISO8601: (ms: number) => new Date(ms).toISOString(),
    epochMilliSecondsToFormatted: formatTime,
  }
}

function parseIso(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new TypeError(`util.time: "${text}" is no ISO 8601 time`)
  return ms
}
