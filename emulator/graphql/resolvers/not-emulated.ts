import type { CustomOperation, SqlDatabase } from '../../model/definition.ts'
import type { Store } from '../../store/store.ts'
import { ResolverError } from '../appsync-errors.ts'
import type { Resolver } from './resolver.ts'

const answerers: Readonly<Record<NonNullable<CustomOperation['answeredBy']>, string>> = {
  sql: 'its handler is an SQL statement, and there is no SQL database here',
  conversation:
    'it belongs to a conversation with an AI model (a.conversation()), and there is none here',
  generation: 'it is answered by an AI model (a.generation()), and there is none here',
}

/** Throws where nothing here can answer, once the rules have let the caller through. */
export function refuseUnanswered({ name, answeredBy }: CustomOperation): void {
  if (answeredBy === undefined) return
  throw notEmulated(`custom operation "${name}" is not emulated: ${answerers[answeredBy]}`)
}

const databases: Readonly<Record<SqlDatabase, string>> = {
  mysql: 'MySQL',
  postgresql: 'PostgreSQL',
}

/** Of an operation of an SQL model only the rules run: what it would then read, write or listen to is refused. */
export function withoutDatabase<Arguments>(
  resolve: Resolver<Arguments>,
  database: SqlDatabase,
): Resolver<Arguments> {
  return (source, given, context, info) => {
    const refuse = (): never => {
      const why = `its model is kept in ${databases[database]}, and there is no SQL database here`
      throw notEmulated(`"${info.fieldName}" is not emulated: ${why}`)
    }
    const { store, subscriber } = context
    const refusing = {
      ...context,
      store: withoutItems(store, refuse),
      ...(subscriber === undefined ? {} : { subscriber: { ...subscriber, subscribe: refuse } }),
    }
    return resolve(source, given, refusing, info)
  }
}

function withoutItems(store: Store, refuse: () => never): Store {
  const reject = (): Promise<never> => Promise.resolve().then(refuse)
  return {
    ...store,
    get: reject,
    scan: reject,
    query: reject,
    create: reject,
    update: reject,
    delete: reject,
  }
}

function notEmulated(message: string): ResolverError {
  return new ResolverError(message, 'NotEmulated')
}
