import type { AuthorizationModes, Mode } from './modes.ts'
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
  /** The builder writes one for conversations; absent: none. */
  readonly interfaces?: readonly InterfaceType[]
  /** `input` types that the builder wrote for arguments of custom operations. */
  readonly inputTypes: readonly CustomType[]
  readonly operations: readonly CustomOperation[]
  /** The functions that operations name. */
  readonly functions: readonly FunctionDefinition[]
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
  readonly indexes: readonly SecondaryIndex[]
  /** The model's own rules, or the schema's when it has none. */
  readonly rules: readonly Rule[]
  /** The schema's rules, which its own replace; absent: it has none of its own, or the schema has none. */
  readonly replacedRules?: readonly Rule[]
  /** Root fields that `.disableOperations()` took away. */
  readonly disabled: readonly GeneratedOperation[]
  /** False only after `.disableOperations(['subscriptions'])`: AWS then lets mutation results show everything. */
  readonly feedsSubscriptions: boolean
  /** The SQL database that holds it; absent: DynamoDB. */
  readonly database?: SqlDatabase
  /** The `a.conversation()` that AWS adds it for; absent: it was written. */
  readonly conversation?: string
  /** Names of the interfaces that it implements; absent: none. */
  readonly interfaces?: readonly string[]
  readonly place?: Place
}

/** The engines of `configure({ database })` beside DynamoDB. */
export type SqlDatabase = 'mysql' | 'postgresql'

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

/** What a field holds: AppSync scalar, enum, custom type, items of a model, or (of custom operations only) an `input` type or an interface. */
export type FieldKind = 'scalar' | 'enum' | 'customType' | 'model' | 'input' | 'interface'

/** A field of a model or custom type. */
export interface Field {
  readonly name: string
  /** The name of the scalar, enum, custom type or model. */
  readonly type: string
  readonly kind: FieldKind
  /** `null` for a single value; otherwise whether the elements are required. */
  readonly list: { readonly elementRequired: boolean } | null
  /** Whether the value (for a list: the list itself) is required. */
  readonly required: boolean
  /** The value of `.default()` as AWS writes it into the SDL. */
  readonly defaultValue?: string
  /** Whether the database makes the value: `.default()` without one. */
  readonly generated?: true
  /** Present exactly when `kind` is `model` and the field is one of a model. */
  readonly relation?: Relation
  /** What `.validate()` demands, in the order written; absent when it demands nothing. */
  readonly validations?: readonly Validation[]
  /** The field's own rules; they replace the model's. Empty when it has none. */
  readonly rules: readonly Rule[]
}

/** What `.validate()` can demand of a number or a text. */
export const validationTypes = [
  'gt',
  'gte',
  'lt',
  'lte',
  'minLength',
  'maxLength',
  'startsWith',
  'endsWith',
  'matches',
] as const
export type ValidationType = (typeof validationTypes)[number]

/** One demand of `.validate()`. */
export interface Validation {
  readonly type: ValidationType
  /** A number, a length, a text or a regular expression, as written. */
  readonly value: string
  /** What the client is told: as written, or AWS's text. */
  readonly message: string
}

/** `a.hasMany()`, `a.hasOne()` or `a.belongsTo()`. */
export interface Relation {
  readonly kind: 'hasMany' | 'hasOne' | 'belongsTo'
  /** The fields that hold the parent's key, on the child: of `belongsTo` that is the field's own model. */
  readonly references: readonly string[]
}

/** One `.secondaryIndexes()` entry. */
export interface SecondaryIndex {
  /** As written, or AWS's default such as `postsByStatusAndTitle`. */
  readonly name: string
  readonly partitionKey: string
  readonly sortKeys: readonly string[]
  /** The root query that reads it; null: none. */
  readonly queryField: string | null
  /** Fields that the index holds beside all keys; absent: every field. */
  readonly projection?: readonly string[]
}

/** One `a.query()`, `a.mutation()` or `a.subscription()`. */
export interface CustomOperation {
  readonly root: 'Query' | 'Mutation' | 'Subscription'
  readonly name: string
  readonly arguments: readonly Field[]
  /** What it returns; `name` is the operation's. */
  readonly result: Field
  /** Rules of function handlers, in the order written. */
  readonly rules: readonly Rule[]
  /** Modes (and user groups) of JS handlers, which have AppSync's own directives instead of rules. */
  readonly gates: readonly OperationGate[]
  /** Names of the functions behind it, in order (`Definition.functions` has them); empty for JS handlers. */
  readonly functions: readonly string[]
  /** Positions in `functions` of those that are started and not waited for (`.async()`); absent: none. */
  readonly asyncFunctions?: readonly number[]
  /** JS handlers behind it, in order; absent: none. */
  readonly resolvers?: readonly ResolverFile[]
  /** Of a subscription: the mutations that trigger it. */
  readonly triggers: readonly string[]
  /** What answers it in AWS and cannot answer here; absent: functions or JS handlers. */
  readonly answeredBy?: 'sql' | 'conversation' | 'generation'
  /** The `a.conversation()` that AWS adds it for; absent: it was written. */
  readonly conversation?: string
  readonly place?: Place
}

/** One `a.handler.custom()`: a JavaScript file that AppSync runs in its own runtime. */
export interface ResolverFile {
  /** Absolute path. */
  readonly file: string
  /** As AppSync names it: `NONE_DS`, `TodoTable`, or what `backend.ts` adds under a name of its own. */
  readonly dataSource: string
}

/** One function that the API calls: a `defineFunction()`, or the name of something that the sandbox cannot run. */
export interface FunctionDefinition {
  /** As `@function` has it, e.g. `FnEcho`; the Lambda authorizer goes by its title. */
  readonly name: string
  /** The name of `defineFunction()` itself, e.g. `say-hello`: one for every operation that it answers. */
  readonly title: string
  /** Absolute path of the file that exports `handler`; absent: nothing that the sandbox could run (a container, a deployed Lambda). */
  readonly entry?: string
  readonly timeoutSeconds: number
  readonly memoryMB: number
  /** What `allow.resource()` lets it ask the API for; empty: nothing. */
  readonly dataAccess: readonly DataAction[]
  /** Values as written; `secret()` by its name. */
  readonly environment: Readonly<Record<string, string | { readonly secret: string }>>
}

/** What `allow.resource().to()` can name. */
export const dataActions = ['query', 'mutate', 'listen'] as const
export type DataAction = (typeof dataActions)[number]

/** One AppSync directive on an operation, e.g. `@aws_cognito_user_pools(cognito_groups: ["admins"])`. */
export interface OperationGate {
  readonly mode: Mode
  /** Absent: every caller of the mode. */
  readonly groups?: readonly string[]
}

/** One `a.enum()`. */
export interface EnumType {
  readonly name: string
  readonly values: readonly string[]
}

/** One `interface`. */
export interface InterfaceType {
  readonly name: string
  readonly fields: readonly Field[]
}

/** One `a.customType()`. */
export interface CustomType {
  readonly name: string
  readonly fields: readonly Field[]
  /** AppSync's directives on it, which the builder writes on what custom operations return; absent: none. */
  readonly gates?: readonly OperationGate[]
}

/** A place in one of the user's files; lines and columns count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}
