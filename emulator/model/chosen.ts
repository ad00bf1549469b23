import { EmulatorError } from '../errors.ts'
import { didYouMean } from './did-you-mean.ts'

/** Those of these names, or all where none is named; throws USAGE for a name that nothing has. */
export function chosen<T extends { readonly name: string }>(
  kind: string,
  all: readonly T[],
  names: readonly string[],
): readonly T[] {
  const known = all.map(({ name }) => name)
  for (const name of names) {
    if (known.includes(name)) continue
    throw new EmulatorError(
      'USAGE',
      `there is no ${kind} "${name}"${didYouMean(name, known)}; there are ${known.join(', ')}`,
    )
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name))
}
