import type { Item } from '../model/item.ts'
import type { AnswerError, GraphQLAnswer } from './answer.ts'
import type { Subscription } from './heard.ts'

/** What `ClientSchema<typeof schema>` gives; without it every name and every value goes. */
export type AnySchema = Readonly<Record<string, unknown>>

// oxlint-disable-next-line typescript/no-explicit-any -- without the user's types nothing is known of them
type Untyped = any

type IsUntyped<Schema> = string extends keyof Schema ? true : false

type NamesOf<Schema, Kind extends string> =
  IsUntyped<Schema> extends true
    ? string
    : {
        [Name in keyof Schema]: Schema[Name] extends { readonly __entityType: Kind } ? Name : never
      }[keyof Schema] &
        string

type At<T, Key extends string> = T extends { readonly [K in Key]: infer Value } ? Value : never
type EntityOf<Schema, Name extends string> = Schema[Name & keyof Schema]

/** The models of a schema, by name. */
export type ModelName<Schema> = NamesOf<Schema, 'model'>

/** What items hold; relations are found by them, not in them. */
type FieldsOf<Entity> = FieldsOfType<At<Entity, 'type'>>
type FieldsOfType<T> = {
  [Name in keyof T as T[Name] extends (...given: never[]) => unknown ? never : Name]: T[Name]
}

/** An item of a model, which remembers its model. */
export type StoredOf<Schema, Name extends string> =
  IsUntyped<Schema> extends true ? Item : FieldsOf<EntityOf<Schema, Name>>

/** What can be stored past the rules: the model's fields, and any attribute beside them. */
export type Attributes<Schema, Name extends string> = Partial<StoredOf<Schema, Name>> & Item

/** The answer about one item, as Amplify's client gives it; null where there is none or it was refused. */
export interface One<Fields> {
  readonly data: Fields | null
  readonly errors?: readonly AnswerError[]
}

/** One page. */
export interface Many<Fields> {
  readonly data: readonly Fields[]
  readonly nextToken: string | null
  readonly errors?: readonly AnswerError[]
}

type Operators = Readonly<Record<string, unknown>>
type FilterOf<Fields> = { readonly [Name in keyof Fields]?: Operators } & {
  readonly and?: readonly FilterOf<Fields>[]
  readonly or?: readonly FilterOf<Fields>[]
  readonly not?: FilterOf<Fields>
}
interface PageOptions<Fields> {
  readonly filter?: FilterOf<Fields>
  readonly sortDirection?: 'ASC' | 'DESC'
  readonly limit?: number
  readonly nextToken?: string | null
}
type KeyOptions<Entity> =
  At<At<Entity, '__meta'>, 'listOptionsPkParams'> extends infer Keys
    ? unknown extends Keys
      ? object
      : Keys
    : object

/** A filter, and the arguments about owners that the subscription has. */
type ListenOptions<Fields> = { readonly filter?: FilterOf<Fields> } & Partial<Fields>
type Listen<Entity> = (
  options?: ListenOptions<FieldsOf<Entity>>,
) => Promise<Subscription<FieldsOf<Entity>>>

interface ModelMethods<Entity> {
  create(input: At<Entity, 'createType'>): Promise<One<FieldsOf<Entity>>>
  get(key: At<Entity, 'identifier'>): Promise<One<FieldsOf<Entity>>>
  list(
    options?: PageOptions<FieldsOf<Entity>> & KeyOptions<Entity>,
  ): Promise<Many<FieldsOf<Entity>>>
  update(input: At<Entity, 'updateType'>): Promise<One<FieldsOf<Entity>>>
  delete(key: At<Entity, 'deleteType'>): Promise<One<FieldsOf<Entity>>>
  /** Hears every event from now on; rejects with an `AccessError` when it is refused. */
  readonly onCreate: Listen<Entity>
  readonly onUpdate: Listen<Entity>
  readonly onDelete: Listen<Entity>
}

type IndexQueries<Entity> = {
  readonly [Name in keyof At<Entity, 'secondaryIndexes'>]: (
    input: At<At<Entity, 'secondaryIndexes'>[Name], 'input'>,
    options?: PageOptions<FieldsOf<Entity>>,
  ) => Promise<Many<FieldsOf<Entity>>>
}

type ModelClient<Entity> = IndexQueries<Entity> &
  Omit<ModelMethods<Entity>, keyof At<At<Entity, '__meta'>, 'disabledOperations'>>

/** `models.Todo.create(…)` and so on: really done, answered as AppSync would, every field selected. */
export type Models<Schema> =
  IsUntyped<Schema> extends true
    ? Readonly<Record<string, Untyped>>
    : { readonly [Name in ModelName<Schema>]: ModelClient<EntityOf<Schema, Name>> }

type OperationClient<Entity> = [At<Entity, 'args'>] extends [never]
  ? () => Promise<GraphQLAnswer<At<Entity, 'type'>>>
  : (args: At<Entity, 'args'>) => Promise<GraphQLAnswer<At<Entity, 'type'>>>

/** Custom operations of one kind, by name. */
export type Operations<Schema, Kind extends 'customQuery' | 'customMutation'> =
  IsUntyped<Schema> extends true
    ? Readonly<Record<string, Untyped>>
    : {
        readonly [Name in NamesOf<Schema, Kind>]: OperationClient<EntityOf<Schema, Name>>
      }
