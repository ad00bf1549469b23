import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { buildSchema, getVariableValues, GraphQLScalarType, Kind, parse, validate } from 'graphql'

import { coerceVariables } from '../../emulator/graphql/coerce-variables.ts'
import { awsScalars } from '../../emulator/graphql/types/aws-scalars.ts'
import { toValidationError, toValidationErrors } from '../../emulator/graphql/validation-errors.ts'

const preamble = `
  scalar AWSDate scalar AWSTime scalar AWSDateTime scalar AWSTimestamp scalar AWSEmail
  scalar AWSJSON scalar AWSURL scalar AWSPhone scalar AWSIPAddress
  directive @aws_subscribe(mutations: [String]) on FIELD_DEFINITION
  directive @aws_iam on OBJECT | FIELD_DEFINITION
  directive @aws_oidc on OBJECT | FIELD_DEFINITION
  directive @log(level: Int!) on FIELD
  directive @nolog on QUERY
`
/** What the Todo of the fixture has no example of. */
const contact = `
  enum Status { DRAFT PUBLISHED }
  input PlaceInput { street: String! }
  input CreateContactInput {
    name: String!
    email: AWSEmail!
    phone: AWSPhone
    at: AWSDateTime
    data: AWSJSON
    status: Status
    score: Int
    tags: [String!]
    place: PlaceInput
    phones: [AWSPhone]
  }
  type Cat { name: String, lives: Int!, names: [String] }
  type Dog { names: [String!] }
  union Node = Todo | Cat | Dog
  extend type Query { node: Node }
  extend type Query { find(n: Int, input: CreateContactInput, data: AWSJSON): String }
  extend type Mutation { createContact(input: CreateContactInput!): Todo }
`
const todo = readFileSync(join(import.meta.dirname, 'todo.full.graphql'), 'utf8')
const schema = buildSchema(preamble + todo + contact)
for (const { name, parseValue, parseLiteral } of awsScalars) {
  const declared = schema.getType(name)
  assert.ok(declared instanceof GraphQLScalarType)
  Object.assign(declared, { parseValue, parseLiteral })
}

function validationErrors(query: string): string[] {
  const document = parse(query)
  return toValidationErrors(validate(schema, document), document, schema).map((error) =>
    JSON.stringify(error),
  )
}

function variableErrors(query: string, variables: Record<string, unknown>): string[] {
  const document = parse(query)
  assert.deepEqual(validate(schema, document), [])
  const [operation] = document.definitions
  assert.equal(operation?.kind, Kind.OPERATION_DEFINITION)
  const coerced = coerceVariables({ schema, document }, variables)
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], coerced)
  return toValidationErrors(errors ?? [], document, schema).map((error) => JSON.stringify(error))
}

function fault(message: string, ...places: readonly (readonly [number, number])[]): string {
  const locations = places.map(([line, column]) => ({ line, column, sourceName: null }))
  return JSON.stringify({ path: null, locations, message })
}

/** One row: a document, where AppSync sees the fault (line, column), and its words after `Validation error of type `. */
const rows: readonly (readonly [string, [number, number], string])[] = [
  [
    '{badfield}',
    [1, 2],
    "FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'",
  ],
  [
    '{\n  listTodos { items { zz } } }',
    [2, 23],
    "FieldUndefined: Field 'zz' in type 'Todo' is undefined @ 'listTodos/items/zz'",
  ],
  [
    '{ a: getTodo(id: 1) { zz } }',
    [1, 23],
    "FieldUndefined: Field 'zz' in type 'Todo' is undefined @ 'getTodo/zz'",
  ],
  [
    '{ getTodo(id: 1) { ...F } } fragment F on Todo { zz }',
    [1, 50],
    "FieldUndefined: Field 'zz' in type 'Todo' is undefined @ 'F/zz'",
  ],
  [
    '{ getTodo(id: 1, x: 2) { id } }',
    [1, 18],
    "UnknownArgument: Unknown field argument x @ 'getTodo'",
  ],
  ['{ getTodo { id } }', [1, 3], "MissingFieldArgument: Missing field argument id @ 'getTodo'"],
  [
    'query ($n: Int) { getTodo(id: $n) { id } }',
    [1, 31],
    "VariableTypeMismatch: Variable type 'Int' doesn't match expected type 'ID!' @ 'getTodo'",
  ],
  [
    '{ getTodo(id: 1) }',
    [1, 3],
    "SubSelectionRequired: Sub selection required for type Todo of field getTodo @ 'getTodo'",
  ],
  [
    '{ listTodos { items } }',
    [1, 15],
    "SubSelectionRequired: Sub selection required for type null of field items @ 'listTodos/items'",
  ],
  [
    '{ getTodo(id: 1) { content { x } } }',
    [1, 20],
    "SubSelectionNotAllowed: Sub selection not allowed on leaf type String of field content @ 'getTodo/content'",
  ],
  [
    '{ getTodo(id: 1) { id { x } } }',
    [1, 20],
    "SubSelectionNotAllowed: Sub selection not allowed on leaf type null of field id @ 'getTodo/id'",
  ],
  [
    'query Q { getTodo(id: $id) { id } }',
    [1, 23],
    "UndefinedVariable: Undefined variable id @ 'getTodo'",
  ],
  ['query Q($id: ID) { listTodos { nextToken } }', [1, 9], 'UnusedVariable: Unused variable id'],
  ['query ($x: Nope) { find(n: $x) }', [1, 12], 'UnknownType: Unknown type Nope'],
  ['{ getTodo(id: 1) { ...F } }', [1, 20], "UndefinedFragment: Undefined fragment F @ 'getTodo'"],
  ['{ find } fragment F on Todo { id }', [1, 10], 'UnusedFragment: Unused fragment F'],
  [
    '{ getTodo(id: 1) { ...F } } fragment F on Todo { ...F }',
    [1, 50],
    "FragmentCycle: Fragment cycles not allowed @ 'F'",
  ],
  [
    '{ getTodo(id: 1) { ... on String { id } } }',
    [1, 20],
    "InlineFragmentTypeConditionInvalid: Inline fragment type condition is invalid, must be on Object/Interface/Union @ 'getTodo'",
  ],
  [
    '{ getTodo(id: 1) { ...F } } fragment F on ID { id }',
    [1, 29],
    "FragmentTypeConditionInvalid: Fragment type condition is invalid, must be on Object/Interface/Union @ 'F'",
  ],
  [
    '{ getTodo(id: 1) { ...F } } fragment F on Query { find }',
    [1, 20],
    "InvalidFragmentType: Fragment F cannot be spread here as objects of type Todo can never be of type Query @ 'getTodo'",
  ],
  [
    '{ getTodo(id: 1) { ... on Query { find } } }',
    [1, 20],
    "InvalidFragmentType: Fragment cannot be spread here as objects of type Todo can never be of type Query @ 'getTodo'",
  ],
  ['{ find @nope }', [1, 8], "UnknownDirective: Unknown directive nope @ 'find'"],
  [
    '{ find @log(level: 1, x: 2) }',
    [1, 23],
    "UnknownDirective: Unknown directive argument x @ 'find'",
  ],
  ['{ find @log }', [1, 8], "MissingDirectiveArgument: Missing directive argument level @ 'find'"],
  ['query @log(level: 1) { find }', [1, 7], 'MisplacedDirective: Directive log not allowed here'],
  [
    'type X { a: Int } query { find }',
    [1, 1],
    'NonExecutableDefinition: The X definition is not executable.',
  ],
  [
    'query ($n: Int = "x") { find(n: $n) }',
    [1, 8],
    "BadValueForDefaultArg: Bad default value StringValue{value='x'} for type Int",
  ],
  [
    '{ find @skip(if: true) @skip(if: false) }',
    [1, 24],
    "DuplicateDirectiveName: Directives must be uniquely named within a location. The directive 'skip' used on a 'Field' is not unique. @ 'find'",
  ],
  [
    'query Q @nolog @nolog { find }',
    [1, 16],
    "DuplicateDirectiveName: Directives must be uniquely named within a location. The directive 'nolog' used on a 'OperationDefinition' is not unique.",
  ],
  // Rules that graphql-java has since 14, 15, 17 and 22.
  [
    '{ find(n: 1, n: 1) }',
    [1, 3],
    "DuplicateArgumentNames: There can be only one argument named 'n' @ 'find'",
  ],
  [
    'query ($n: Int, $n: Int) { find(n: $n) }',
    [1, 17],
    "DuplicateVariableName: There can be only one variable named 'n'",
  ],
  [
    '{ getTodo(id: 1) { ...F } } fragment F on Todo { id } fragment F on Todo { content }',
    [1, 55],
    "DuplicateFragmentName: There can be only one fragment named 'F' @ 'F'",
  ],
  [
    '{ find(input: {name: "a", email: "a@b.c", name: "b"}) }',
    [1, 43],
    "UniqueObjectFieldName: There can be only one field named 'name' @ 'find'",
  ],
  [
    'subscription S { onCreateTodo { id } onDeleteTodo { id } }',
    [1, 1],
    "SubscriptionMultipleRootFields: Subscription operation 'S' must have exactly one root field",
  ],
  [
    'subscription { onCreateTodo { id } onDeleteTodo { id } }',
    [1, 1],
    "SubscriptionMultipleRootFields: Subscription operation 'null' must have exactly one root field",
  ],
  // Literals: the argument as a whole, its first flaw, the value as graphql-java prints it.
  [
    '{ find(n: "x") }',
    [1, 8],
    "WrongType: argument 'n' with value 'StringValue{value='x'}' is not a valid 'Int' @ 'find'",
  ],
  [
    '{ find(n: 1.5) }',
    [1, 8],
    "WrongType: argument 'n' with value 'FloatValue{value=1.5}' is not a valid 'Int' @ 'find'",
  ],
  [
    '{ getTodo(id: null) { id } }',
    [1, 11],
    "WrongType: argument 'id' with value 'NullValue{}' must not be null @ 'getTodo'",
  ],
  [
    '{ find(data: {upvotes: 10}) }',
    [1, 8],
    "WrongType: argument 'data' with value 'ObjectValue{objectFields=[ObjectField{name='upvotes', value=IntValue{value=10}}]}' is not a valid 'AWSJSON' @ 'find'",
  ],
  [
    'mutation {\n  createContact(input: {score: 1}) { id } }',
    [2, 17],
    "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='score', value=IntValue{value=1}}]}' is missing required fields '[name, email]' @ 'createContact'",
  ],
  [
    '{ find(input: {name: "a", email: "a@b.c", zz: [true, RED]}) }',
    [1, 8],
    "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='name', value=StringValue{value='a'}}, ObjectField{name='email', value=StringValue{value='a@b.c'}}, ObjectField{name='zz', value=ArrayValue{values=[BooleanValue{value=true}, EnumValue{name='RED'}]}}]}' contains a field not in 'CreateContactInput': 'zz' @ 'find'",
  ],
  [
    '{ find(input: {name: "a", email: "a@b.c", at: "2023-11-30T11:04:03+0800"}) }',
    [1, 8],
    "WrongType: argument 'input.at' with value 'StringValue{value='2023-11-30T11:04:03+0800'}' is not a valid 'AWSDateTime' @ 'find'",
  ],
  [
    '{ find(input: {name: "a", email: "a@b.c", tags: ["x", null]}) }',
    [1, 8],
    "WrongType: argument 'input.tags[1]' with value 'NullValue{}' must not be null @ 'find'",
  ],
  [
    '{ find(input: {name: "a", email: "a@b.c", status: RED}) }',
    [1, 8],
    "WrongType: argument 'input.status' with value 'EnumValue{name='RED'}' is not a valid 'Status' @ 'find'",
  ],
  [
    '{ find(input: {name: "a", email: "a@b.c", place: "x"}) }',
    [1, 8],
    "WrongType: argument 'input.place' with value 'ObjectValue{objectFields=[ObjectField{name='name', value=StringValue{value='a'}}, ObjectField{name='email', value=StringValue{value='a@b.c'}}, ObjectField{name='place', value=StringValue{value='x'}}]}' must be an object type @ 'find'",
  ],
]

for (const [query, place, words] of rows) {
  test(`validation speaks AppSync's words: ${query.replaceAll('\n', ' ')}`, () => {
    assert.deepEqual(validationErrors(query), [fault(`Validation error of type ${words}`, place)])
  })
}

test('a variable of an output type is refused at its definition', () => {
  const [error] = validationErrors('query ($x: Todo) { find(n: $x) }')

  assert.equal(
    error,
    fault('Validation error of type NonInputTypeOnVariable: Wrong type for a variable', [1, 8]),
  )
})

test('fields that conflict are all pointed at', () => {
  const errors = validationErrors('{ getTodo(id: 1) { a: id a: content } }')

  assert.deepEqual(errors, [
    fault(
      "Validation error of type FieldsConflict: a: id and content are different fields @ 'getTodo'",
      [1, 20],
      [1, 26],
    ),
  ])
})

/** A selection that cannot be merged, and the reason. */
const conflicts: readonly (readonly [string, string])[] = [
  ['{ getTodo(id: 1) { id } getTodo(id: 2) { id } }', 'getTodo: they have differing arguments'],
  [
    '{ a: listTodos { items { x: id } } a: listTodos { items { x: content } } }',
    'a: (items: (x: id and content are different fields))',
  ],
  [
    '{ a: getTodo(id: 1) { x: id, y: id } a: getTodo(id: 1) { x: content, y: content } }',
    'a: (x: id and content are different fields, y: id and content are different fields)',
  ],
  [
    '{ node { ... on Todo { x: id } ... on Cat { x: name } } }',
    'x: fields have different nullability shapes',
  ],
  [
    '{ node { ... on Todo { x: id } ... on Cat { x: lives } } }',
    'x: they return differing types ID and Int',
  ],
  [
    '{ node { ... on Todo { x: content } ... on Cat { x: names } } }',
    'x: fields have different list shapes',
  ],
  [
    '{ node { ... on Cat { x: names } ... on Dog { x: names } } }',
    'x: fields have different nullability shapes',
  ],
]

for (const [query, reason] of conflicts) {
  test(`fields conflict because ${reason}`, () => {
    const [error = '', ...others] = validationErrors(query)

    assert.deepEqual(others, [])
    const message: unknown = JSON.parse(error).message
    assert.ok(
      String(message).startsWith(`Validation error of type FieldsConflict: ${reason}`),
      String(message),
    )
  })
}

test('arguments that conflict at the root have no path', () => {
  const errors = validationErrors('{ find(n: 1) find(n: 2) }')

  assert.deepEqual(errors, [
    fault(
      'Validation error of type FieldsConflict: find: they have differing arguments',
      [1, 3],
      [1, 14],
    ),
  ])
})

test('operations that stand in each other’s way are named', () => {
  assert.deepEqual(validationErrors('{ find } query Q { find }'), [
    fault(
      'Validation error of type LoneAnonymousOperationViolation: Anonymous operation with other operations.',
      [1, 1],
    ),
  ])
  assert.deepEqual(validationErrors('query Q { find } query Q { find }'), [
    fault(
      "Validation error of type DuplicateOperationName: There can be only one operation named 'Q'",
      [1, 7],
    ),
  ])
})

test('an error without a place in the document keeps its own words', () => {
  const [error] = validate(schema, parse('{ badfield }'))
  assert.ok(error)

  const other = toValidationError(error, parse('{ find }'), schema)

  assert.equal(other.message, 'Cannot query field "badfield" on type "Query".')
})

const create =
  'mutation CreatePerson($input: CreateContactInput!) { createContact(input: $input) { id } }'
const valid = { name: 'a', email: 'a@b.c' }

/** One row: the variable `input`, and what AppSync says of it. */
const variableRows: readonly (readonly [string, Record<string, unknown>, string])[] = [
  [
    'no variable',
    {},
    "Variable 'input' has coerced Null value for NonNull type 'CreateContactInput!'",
  ],
  [
    'null',
    { input: null },
    "Variable 'input' has coerced Null value for NonNull type 'CreateContactInput!'",
  ],
  [
    'a missing field',
    { input: { email: 'a@b.c' } },
    "Variable 'input' has coerced Null value for NonNull type 'String!'",
  ],
  [
    'a null field',
    { input: { ...valid, name: null } },
    "Variable 'input' has coerced Null value for NonNull type 'String!'",
  ],
  [
    'a field missing further in',
    { input: { ...valid, place: {} } },
    "Variable 'input' has coerced Null value for NonNull type 'String!'",
  ],
  [
    'two missing fields: the first',
    { input: {} },
    "Variable 'input' has coerced Null value for NonNull type 'String!'",
  ],
  [
    'a phone number that is none',
    { input: { ...valid, phone: '1110004444' } },
    "Variable 'phone' has an invalid value. Unable to parse `1110004444` as a valid phone number.",
  ],
  [
    'a phone number in a list',
    { input: { ...valid, phones: ['+14155552671', 'x'] } },
    "Variable 'phones' has an invalid value. Unable to parse `x` as a valid phone number.",
  ],
  [
    'a value full of punctuation',
    { input: { ...valid, at: '"; at "x.y"; Expected' } },
    'Variable \'at\' has an invalid value. Unable to parse `"; at "x.y"; Expected` as a valid DateTime.',
  ],
  [
    'an object for AWSJSON',
    { input: { ...valid, data: { a: 1 } } },
    'Variable \'data\' has an invalid value. Unable to parse `{"a":1}` as a valid JSON.',
  ],
  [
    'text for a number',
    { input: { ...valid, score: 'five' } },
    "Variable 'score' has an invalid value. Expected type 'Int' but was 'String'.",
  ],
  [
    'a fraction for a whole number',
    { input: { ...valid, score: 1.5 } },
    "Variable 'score' has an invalid value. Expected type 'Int' but was 'Double'.",
  ],
  [
    'a number beyond 32 bits',
    { input: { ...valid, score: 2 ** 31 } },
    "Variable 'score' has an invalid value. Expected type 'Int' but was 'Long'.",
  ],
  [
    'a number beyond 64 bits',
    { input: { ...valid, score: 10 ** 19 } },
    "Variable 'score' has an invalid value. Expected type 'Int' but was 'BigInteger'.",
  ],
  [
    'a truth for a number',
    { input: { ...valid, score: true } },
    "Variable 'score' has an invalid value. Expected type 'Int' but was 'Boolean'.",
  ],
  [
    'an object for a number',
    { input: { ...valid, score: { a: 1 } } },
    "Variable 'score' has an invalid value. Expected type 'Int' but was 'LinkedHashMap'.",
  ],
  [
    'a list for a number',
    { input: { ...valid, score: [1] } },
    "Variable 'score' has an invalid value. Expected type 'Int' but was 'ArrayList'.",
  ],
  [
    'a value that the enum does not have',
    { input: { ...valid, status: 'LOST' } },
    "Variable 'status' has an invalid value. Invalid input for Enum 'Status'. No value found for name 'LOST'",
  ],
  [
    'a number for an enum',
    { input: { ...valid, status: 3 } },
    "Variable 'status' has an invalid value. Invalid input for Enum 'Status'. No value found for name '3'",
  ],
  [
    'text for an object',
    { input: { ...valid, place: 'x' } },
    "Variable 'place' has an invalid value. Expected type 'Map' but was 'String'. Variables for input objects must be an instance of type 'Map'.",
  ],
]

for (const [title, variables, message] of variableRows) {
  test(`a variable is refused at its definition in AppSync's words: ${title}`, () => {
    assert.deepEqual(variableErrors(create, variables), [fault(message, [1, 23])])
  })
}

test('a field that the input does not have comes before one that is missing, and has no place', () => {
  const errors = variableErrors(create, { input: { name: 'a', __typename: 'Contact' } })

  assert.deepEqual(errors, [
    '{"path":null,"locations":null,"message":"The variables input contains a field that is not defined for input object type \'CreateContactInput\' "}',
  ])
})

test('what graphql-js says of its own limit is not passed on', () => {
  const fields = Array.from({ length: 150 }, (_, at) => `zz${at}`)

  const errors = validationErrors(`{ ${fields.join(' ')} }`)

  assert.equal(errors.length, 100)
  assert.ok(errors.every((error) => error.includes('FieldUndefined')))
})

test('of several variables that fail, the first is reported', () => {
  const query = 'query ($id: ID!, $n: Int) { getTodo(id: $id) { id } find(n: $n) }'

  assert.deepEqual(variableErrors(query, { n: 'x' }), [
    fault("Variable 'id' has coerced Null value for NonNull type 'ID!'", [1, 8]),
  ])
})
