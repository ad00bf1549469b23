import { isObject, numberAt, objectAt, optionalText, textAt } from './json.ts'

/** What the sandbox says of itself. */
export interface Health {
  readonly version: string
  /** Changes with every reload of the definition. */
  readonly loadedAt: string
  /** Changes with every edit of the personas. */
  readonly personasLoadedAt?: string
  /** Why the latest edit of the definition or of the personas does not load; the last good ones stay in force. */
  readonly definitionError?: string
}

/** The sandbox's clock, as read once. */
export interface ClockReading {
  /** Seconds since the epoch. */
  readonly now: number
  /** Seconds by which it runs ahead of real time. */
  readonly offsetSeconds: number
  /** Whether it stands still. */
  readonly frozen: boolean
  /** `performance.now()` at the reading, in milliseconds. */
  readonly readAt: number
}

/** The answer of `GET /sandbox/health`, typed. */
export function parseHealth(value: unknown): Health {
  const answer = objectAt(value, 'health')
  const definition = objectAt(answer['definition'], 'definition')
  const personas = isObject(answer['personas']) ? answer['personas'] : {}
  const personasLoadedAt = optionalText(personas['loadedAt'])
  const definitionError = errorText(definition['error']) ?? errorText(personas['error'])
  return {
    version: optionalText(answer['version']) ?? '',
    loadedAt: textAt(definition['loadedAt'], 'definition.loadedAt'),
    ...(personasLoadedAt !== undefined && { personasLoadedAt }),
    ...(definitionError !== undefined && { definitionError }),
  }
}

/** The answer of `GET /sandbox/clock`, typed. */
export function parseClock(value: unknown, readAt: number): ClockReading {
  const answer = objectAt(value, 'clock')
  return {
    now: numberAt(answer['now'], 'now'),
    offsetSeconds: numberAt(answer['offsetSeconds'], 'offsetSeconds'),
    frozen: answer['frozen'] === true,
    readAt,
  }
}

function errorText(error: unknown): string | undefined {
  if (error === null || error === undefined) return undefined
  if (isObject(error)) return optionalText(error['message']) ?? JSON.stringify(error)

  return typeof error === 'string' ? error : JSON.stringify(error)
}
