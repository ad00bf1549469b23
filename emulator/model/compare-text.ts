/** Orders two texts by their UTF-8 bytes, as DynamoDB does: negative, zero or positive. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const difference = rankOf(left.charCodeAt(at)) - rankOf(right.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/**
 * JavaScript orders UTF-16 units, where surrogates (0xD800 to 0xDFFF) come before U+E000 to U+FFFF; in UTF-8 the
 * characters they stand for come after everything else.
 */
function rankOf(unit: number): number {
  if (unit < 0xd800) return unit
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000
}
