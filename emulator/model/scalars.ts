/** Every scalar that AppSync knows. */
export const scalarNames: ReadonlySet<string> = new Set([
  'ID',
  'String',
  'Int',
  'Float',
  'Boolean',
  'AWSDate',
  'AWSTime',
  'AWSDateTime',
  'AWSTimestamp',
  'AWSEmail',
  'AWSJSON',
  'AWSURL',
  'AWSPhone',
  'AWSIPAddress',
])

const numericScalars: ReadonlySet<string> = new Set(['Int', 'Float', 'AWSTimestamp'])

/** Whether values of this type are numbers, in JSON and in the store. */
export function isNumericScalar(type: string): boolean {
  return numericScalars.has(type)
}
