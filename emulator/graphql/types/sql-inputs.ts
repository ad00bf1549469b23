import type { Definition, Field, Model } from '../../model/definition.ts'
import { optionalTypeText, typeText } from './model-fields.ts'
import { customInputName } from './names.ts'

/** Any default makes AWS write the create input of a PostgreSQL model anew, from all its fields. */
export function rewritesCreateInput({ database, fields }: Model): boolean {
  return database === 'postgresql' && fields.some(hasDefault)
}

function hasDefault({ generated, defaultValue }: Field): boolean {
  return generated === true || defaultValue !== undefined
}

/** With its relations, as inputs that nobody defines, and with the last default alone made optional: slips of AWS's, kept. */
export function rewrittenCreateFields({ fields }: Model): readonly string[] {
  const last = fields.findLast(hasDefault)
  return fields.map((field) => {
    const type = field.relation === undefined ? field.type : customInputName(field.type)
    const isOptional = field === last || isMadeByServer(field)
    return `${field.name}: ${(isOptional ? optionalTypeText : typeText)({ ...field, type }, 'input')}`
  })
}

const madeByServer: Readonly<Record<string, readonly string[]>> = {
  id: ['ID'],
  createdAt: ['AWSDateTime', 'String'],
  updatedAt: ['AWSDateTime', 'String'],
}

function isMadeByServer({ name, type, list }: Field): boolean {
  return list === null && madeByServer[name]?.includes(type) === true
}

/** The inputs that create inputs name and nothing defines, which GraphQL needs to run the rest. */
export function undefinedInputs({ models }: Pick<Definition, 'models'>): readonly string[] {
  const relations = models
    .filter(rewritesCreateInput)
    .flatMap(({ fields }) => fields.filter(({ relation }) => relation !== undefined))
  return [...new Set(relations.map(({ type }) => customInputName(type)))]
}
