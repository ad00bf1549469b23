/** Deeper than this nobody writes; much deeper no call stack reaches. */
export const nestingLimit = 500

const opening = new Set(['{', '[', '('])
const closing = new Set(['}', ']', ')'])

/** A string, a block string or a comment: brackets in them are none. Unfinished, it goes on to the end. */
const opaque = /"""(?:[^"\\]|\\[^]|"(?!""))*(?:"""|$)|"(?:[^"\\\n]|\\[^])*"?|#[^\n]*/y

/** Whether brackets are nested deeper than `nestingLimit` in a text of JSON or GraphQL, well-formed or not. */
export function isNestedTooDeep(text: string): boolean {
  if (text.length <= nestingLimit) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    if (opening.has(sign)) depth++
    else if (closing.has(sign)) depth--
    else if (sign === '"' || sign === '#') at = endOfOpaque(text, at)
    if (depth > nestingLimit) return true
  }
  return false
}

function endOfOpaque(text: string, start: number): number {
  opaque.lastIndex = start
  return opaque.test(text) ? opaque.lastIndex - 1 : start
}
