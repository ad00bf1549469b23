import { EmulatorError, messageOf } from '../errors.ts'
import { validationTypes } from '../model/definition.ts'
import type { Validation, ValidationType } from '../model/definition.ts'
import { refuseOtherArguments, repeatedDirective } from './directive.ts'
import type { Directed, DirectiveArguments } from './directive.ts'

/** A field and the model that it is one of. */
export interface FieldName {
  readonly owner: string
  readonly name: string
}

/** AWS's texts for demands that come without one (graphql-validate-transformer, `constructDefaultErrorMessage`). */
const demands: Readonly<Record<ValidationType, string>> = {
  gt: 'be greater than',
  gte: 'be greater than or equal to',
  lt: 'be less than',
  lte: 'be less than or equal to',
  minLength: 'have a minimum length of',
  maxLength: 'have a maximum length of',
  startsWith: 'start with',
  endsWith: 'end with',
  matches: 'match',
}

/** Reads every `@validate` of a model's field. */
export function parseValidations(node: Directed, field: FieldName): readonly Validation[] {
  return repeatedDirective(node, 'validate').map((written) => parseValidation(written, field))
}

function parseValidation(written: DirectiveArguments, { owner, name }: FieldName): Validation {
  const bearer = `field "${owner}.${name}": @validate`
  refuseOtherArguments(written, ['type', 'value', 'errorMessage'], bearer)
  const type = validationTypes.find((candidate) => candidate === written['type'])
  const { value, errorMessage } = written
  if (type === undefined || typeof value !== 'string')
    throw new EmulatorError(
      'DEFINITION_INVALID',
      `${bearer}: type ${JSON.stringify(written['type'])} with value ${JSON.stringify(value)} demands nothing that is known`,
    )
  if (type === 'matches') assertRegularExpression(value, bearer)
  const isWritten = typeof errorMessage === 'string' && errorMessage !== ''
  const text = `Field ${name} of type ${owner} must ${demands[type]} ${value}`
  return { type, value, message: isWritten ? errorMessage : text }
}

/** AppSync's regular expressions are RE2's; of those that JavaScript does not know, e.g. `(?i)`, none can be asked here. */
function assertRegularExpression(value: string, bearer: string): void {
  try {
    new RegExp(value).test('')
  } catch (error) {
    throw new EmulatorError(
      'DEFINITION_INVALID',
      `${bearer}: ${JSON.stringify(value)} is no regular expression that this sandbox can run: ${messageOf(error)}`,
    )
  }
}
