import { placeText } from '../definition/place-text.ts'
import { EmulatorError } from '../errors.ts'
import type { Definition } from '../model/definition.ts'
import { definitionHash } from '../recording/definition-hash.ts'
import type { CaseFileContent, CountedCase } from '../recording/read-cases.ts'

/** Requests to one definition, and the names of others that a suite also asks. */
export interface OwnCases {
  readonly cases: readonly CountedCase[]
  readonly others: readonly string[]
}

/** The requests to this very definition; throws `EmulatorError` where it has changed since, or where there are none. */
export function casesOf(files: readonly CaseFileContent[], definition: Definition): OwnCases {
  const hash = definitionHash(definition)
  const stale = files.find((file) => file.file === definition.file && file.hash !== hash)
  if (stale !== undefined)
    throw new EmulatorError(
      'USAGE',
      `"${placeText(definition.file)}" has changed since the suite ran (recorded ${stale.hash}, now ${hash}); run the suite again`,
    )
  const own = files.filter((file) => file.hash === hash)
  const others = [
    ...new Set(files.filter((file) => file.hash !== hash).map(({ file }) => placeText(file))),
  ]
  if (own.length === 0)
    throw new EmulatorError(
      'USAGE',
      `the suite asked nothing of "${placeText(definition.file)}", only of ${others.join(', ')}; name that definition, as in "amplite coverage ${others[0] ?? 'FILE'}"`,
    )
  return { cases: own.flatMap(({ cases }) => cases), others }
}
