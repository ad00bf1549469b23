const secondsOfUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** The seconds of a duration such as `301s`, `6m`, `2h`, `1d` or `-5m`; undefined when it is none. */
export function secondsOfDuration(duration: string): number | undefined {
  const [, amount, unit = ''] = /^(-?\d+(?:\.\d+)?)([smhd])$/.exec(duration) ?? []
  const seconds = secondsOfUnit[unit]
  return seconds === undefined ? undefined : Number(amount) * seconds
}
