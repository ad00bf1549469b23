/** Must not run while rules are tried. */
export function handler(): never {
  throw new Error('code of the project was run')
}
