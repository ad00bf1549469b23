import type { Rename } from '../analysis/rename.ts'
import { EmulatorError } from '../errors.ts'
import { didYouMean } from '../model/did-you-mean.ts'

const written = /^(?<model>\w+)(?:\.(?<field>\w+))?=(?:(?<toModel>\w+)\.)?(?<to>\w+)$/

/** Reads `--rename Post=Article` and `--rename Post.body=Article.text`; models come first, since fields are theirs by the new name. */
export function parseRenames(words: readonly string[]): readonly Rename[] {
  const found = words.map(parseRename)
  const models = found.filter(({ field }) => field === undefined)
  const fields = found
    .filter(({ field }) => field !== undefined)
    .map((rename) => ({
      ...rename,
      model: models.find(({ model }) => model === rename.model)?.to ?? rename.model,
    }))
  return [...models, ...fields]
}

function parseRename(word: string): Rename {
  const { model, field, to } = written.exec(word)?.groups ?? {}
  if (model === undefined || to === undefined)
    throw usage(
      `--rename "${word}" is no rename; write "--rename Post=Article" or "--rename Post.body=Article.text"`,
    )
  return { model, to, ...(field === undefined ? {} : { field }) }
}

/** What the older version can be asked to call otherwise. */
export interface Known {
  readonly models: readonly string[]
  /** The fields of a model; undefined: they are not known. */
  fieldsOf(model: string): readonly string[] | undefined
}

/** A rename of what is not there would compare nothing, in silence. */
export function refuseUnknown({ model, field }: Rename, known: Known): void {
  if (!known.models.includes(model))
    throw usage(
      `--rename: the base has no model "${model}"${didYouMean(model, known.models)}; it has ${known.models.join(', ')}`,
    )
  const fields = known.fieldsOf(model)
  if (field === undefined || fields === undefined || fields.includes(field)) return
  throw usage(
    `--rename: "${model}" of the base has no field "${field}"${didYouMean(field, fields)}`,
  )
}

function usage(message: string): EmulatorError {
  return new EmulatorError('USAGE', message)
}
