/** A span of time as people say it: `41.7 days`, `1 hour`, `300 s`. */
export function secondsText(seconds: number): string {
  const unit = units.find(({ length }) => seconds >= length)
  if (unit === undefined) return `${seconds} s`
  const count = Number((seconds / unit.length).toFixed(1))
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`
}

const units = [
  { name: 'day', length: 86_400 },
  { name: 'hour', length: 3600 },
]
