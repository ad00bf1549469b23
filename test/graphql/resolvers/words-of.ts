import type { GraphQLAnswer } from '../../../emulator/testing/index.ts'

/** An answer's data and errors, without what changes from request to request. */
export interface Words {
  readonly data: unknown
  readonly errors?: readonly {
    readonly path: string
    readonly errorType: string | null
    readonly message: string
  }[]
}

/** The answer, with paths such as `listTodos.items.0.title`, and without DynamoDB's request ids. */
export function wordsOf({ data, errors }: GraphQLAnswer): Words {
  if (errors === undefined) return { data }
  return {
    data,
    errors: errors.map(({ path, errorType, message }) => ({
      path: (path ?? []).join('.'),
      errorType: errorType ?? null,
      message: message.replace(/ \(Service: DynamoDb.*\)$/, ''),
    })),
  }
}

/** An answer whose one root field is null because of this error. */
export function refused(field: string, errorType: string | null, message: string): Words {
  return { data: { [field]: null }, errors: [{ path: field, errorType, message }] }
}
