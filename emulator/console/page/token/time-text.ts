/** The local time of day of an instant in seconds since the epoch, e.g. `14:07:12`. */
export function clockTime(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toLocaleTimeString('en-GB', { hour12: false })
}

/** A number of seconds with its unit, e.g. `3,730 s`. */
export function seconds(count: number): string {
  return `${Math.round(count).toLocaleString('en')} s`
}

/** A longer span in words, e.g. `2 min 2 s` or `1 h 5 min`. */
export function span(count: number): string {
  const total = Math.abs(Math.round(count))
  if (total < 60) return `${total} s`

  const minutes = Math.floor(total / 60)
  if (minutes < 60) return join([minutes, 'min'], [total % 60, 's'])

  return join([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min'])
}

/** How old something is, as the cards show it, e.g. `4:50`. */
export function age(count: number): string {
  const total = Math.abs(Math.round(count))
  return `${count < 0 ? '−' : ''}${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`
}

type Part = readonly [count: number, unit: string]

function join(large: Part, small: Part): string {
  const parts = small[0] === 0 ? [large] : [large, small]
  return parts.map(([count, unit]) => `${count} ${unit}`).join(' ')
}
