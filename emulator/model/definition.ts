import type { AuthorizationModes } from './modes.ts'
import type { Rule } from './rule.ts'

/** The user's `amplify/data/resource.ts`, read. */
export interface Definition {
  /** Absolute path of the file it came from. */
  readonly file: string
  /** The SDL with `@model` and `@auth` that `schema.transform()` printed. */
  readonly sdl: string
  readonly models: readonly Model[]
  readonly enums: readonly EnumType[]
  readonly customTypes: readonly CustomType[]
  readonly modes: AuthorizationModes
  /** Absolute paths of every file of the user's that was read, to be watched. */
  readonly sources: readonly string[]
}

/** One `a.model()`. */
export interface Model {
  readonly name: string
  /** In the order written, without the implicit `id`, `createdAt`, `updatedAt` and owner fields. */
  readonly fields: readonly Field[]
  /** Names of the partition key and the sort keys; `['id']` by default. */
  readonly identifier: readonly string[]
  /** True when the identifier was written (or `id` declared): the list query then takes key arguments. */
  readonly declaresIdentifier: boolean
  /** The model's own rules, or the schema's when it has none. */
  readonly rules: readonly Rule[]
  /** Root fields that `.disableOperations()` took away. */
  readonly disabled: readonly GeneratedOperation[]
  readonly place?: Place
}

/** The root fields that AWS generates for a model, unless disabled. */
export const generatedOperations = [
  'get',
  'list',
  'create',
  'update',
  'delete',
  'onCreate',
  'onUpdate',
  'onDelete',
] as const
export type GeneratedOperation = (typeof generatedOperations)[number]

/** What a field holds: AppSync scalar, enum or custom type. */
export type FieldKind = 'scalar' | 'enum' | 'customType'

/** A field of a model or custom type. */
export interface Field {
  readonly name: string
  /** The name of the scalar, enum or custom type. */
  readonly type: string
  readonly kind: FieldKind
  /** `null` for a single value; otherwise whether the elements are required. */
  readonly list: { readonly elementRequired: boolean } | null
  /** Whether the value (for a list: the list itself) is required. */
  readonly required: boolean
  /** The value of `.default()` as AWS writes it into the SDL. */
  readonly defaultValue?: string
  /** The field's own rules; they replace the model's. Empty when it has none. */
  readonly rules: readonly Rule[]
}

/** One `a.enum()`. */
export interface EnumType {
  readonly name: string
  readonly values: readonly string[]
}

/** One `a.customType()`. */
export interface CustomType {
  readonly name: string
  readonly fields: readonly Field[]
}

/** A place in one of the user's files; lines and columns count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}
