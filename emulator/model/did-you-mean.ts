/** The end of a message about an unknown name, `; did you mean "Todo"?`; empty when no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distanceBetween(word, candidate) }))
    .toSorted((left, right) => left.distance - right.distance)
  const [best] = ranked
  if (best === undefined || best.distance > Math.floor(word.length * 0.4) + 1) return ''

  return `; did you mean "${best.candidate}"?`
}

/** How many letters must be added, dropped or changed (Levenshtein), whatever their case. */
function distanceBetween(left: string, right: string): number {
  const target = right.toLowerCase()
  let row = Array.from({ length: target.length + 1 }, (_, column) => column)
  for (const letter of left.toLowerCase()) {
    row = nextRow(row, letter, target)
  }
  return row.at(-1) ?? 0
}

function nextRow(above: readonly number[], letter: string, target: string): number[] {
  const row = [(above[0] ?? 0) + 1]
  for (let column = 1; column <= target.length; column++) {
    const changed = (above[column - 1] ?? 0) + (target[column - 1] === letter ? 0 : 1)
    row.push(Math.min(changed, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1))
  }
  return row
}
