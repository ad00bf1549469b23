/** Operators by the scalar that an operator input is about (`data-api` §3.1); every Gen 2 schema has all of them. */
const comparisons = ['ne', 'eq', 'le', 'lt', 'ge', 'gt']

interface OperatorInput {
  readonly scalar: string
  readonly operators: readonly string[]
}

const valueLists = new Set(['between', 'in', 'notIn'])
const fixedTypes: Readonly<Record<string, string>> = {
  attributeExists: 'Boolean',
  attributeType: 'ModelAttributeTypes',
  size: 'ModelSizeInput',
}

const textOperators = [...comparisons, 'contains', 'notContains', 'between', 'beginsWith']
const presence = ['attributeExists', 'attributeType']

const operatorInputs: Readonly<Record<string, OperatorInput>> = {
  ModelStringInput: { scalar: 'String', operators: [...textOperators, ...presence, 'size'] },
  ModelIntInput: { scalar: 'Int', operators: [...comparisons, 'between', ...presence] },
  ModelFloatInput: { scalar: 'Float', operators: [...comparisons, 'between', ...presence] },
  ModelBooleanInput: { scalar: 'Boolean', operators: ['ne', 'eq', ...presence] },
  ModelIDInput: { scalar: 'ID', operators: [...textOperators, ...presence, 'size'] },
  ModelSubscriptionStringInput: { scalar: 'String', operators: [...textOperators, 'in', 'notIn'] },
  ModelSubscriptionIntInput: {
    scalar: 'Int',
    operators: [...comparisons, 'between', 'in', 'notIn'],
  },
  ModelSubscriptionFloatInput: {
    scalar: 'Float',
    operators: [...comparisons, 'between', 'in', 'notIn'],
  },
  ModelSubscriptionBooleanInput: { scalar: 'Boolean', operators: ['ne', 'eq'] },
  ModelSubscriptionIDInput: { scalar: 'ID', operators: [...textOperators, 'in', 'notIn'] },
  ModelSizeInput: { scalar: 'Int', operators: [...comparisons, 'between'] },
}

const attributeTypes = [
  'binary',
  'binarySet',
  'bool',
  'list',
  'map',
  'number',
  'numberSet',
  'string',
  'stringSet',
  '_null',
]

/** The types that stand in every generated schema. */
export function sharedTypes(): readonly string[] {
  return [
    block('input AmplifyAIConversationTurnErrorInput', ['errorType: String!', 'message: String!']),
    ...Object.entries(operatorInputs).map(([name, input]) =>
      block(`input ${name}`, operatorFields(input)),
    ),
    block('enum ModelAttributeTypes', attributeTypes),
    block('enum ModelSortDirection', ['ASC', 'DESC']),
  ]
}

function operatorFields({ scalar, operators }: OperatorInput): readonly string[] {
  return operators.map((operator) => {
    const type = fixedTypes[operator] ?? (valueLists.has(operator) ? `[${scalar}]` : scalar)
    return `${operator}: ${type}`
  })
}

/** One SDL definition: a head and its members, a line each. */
export function block(head: string, members: readonly string[]): string {
  return `${head} {\n${members.map((member) => `  ${member}\n`).join('')}}`
}
