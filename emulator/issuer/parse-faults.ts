import { faultKinds, faultNames, tokenErrors } from './fault-kinds.ts'
import type { Fault, FaultName, Parameter, TokenError } from './fault-kinds.ts'
import { readFields, readOneOf, RequestError, wrongType } from './request-error.ts'
import { signingAlgorithms } from './signing-key.ts'

/** A later answer would outlast every client's patience. */
const longestMs = 60_000

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are the keys of that very object
const errorCodes = Object.keys(tokenErrors) as readonly TokenError[]

const readers: { readonly [P in Parameter]: (value: unknown, field: string) => Fault[P] } = {
  times: readCount,
  events: readCount,
  ms: readMilliseconds,
  seconds: readSkew,
  error: (value, field) => readOneOf(value, field, errorCodes),
  algorithm: (value, field) => readOneOf(value, field, signingAlgorithms),
}

/** The body of `PUT /sandbox/faults`, checked; throws a RequestError that names the field. */
export function parseFaults(body: unknown): readonly Fault[] {
  const { faults } = readFields(body, ['faults'])
  if (!Array.isArray(faults)) throw wrongType('faults', 'a list of faults', faults)
  const parsed = faults.map((fault: unknown, index) => parseFault(fault, `faults[${index}]`))
  const names = parsed.map(({ name }) => name)
  const twin = names.find((name, index) => names.indexOf(name) !== index)
  if (twin !== undefined) throw new RequestError('faults', `"${twin}" is there twice`)
  return parsed
}

function parseFault(fault: unknown, place: string): Fault {
  const name = nameOf(fault, place)
  const { needs, takes } = faultKinds[name]
  const parameters = [...needs, ...takes]
  const given = inPlace(place, () => readFields(fault, ['name', ...parameters]))
  const missing = needs.find((parameter) => given[parameter] === undefined)
  if (missing !== undefined) {
    throw new RequestError(`${place}.${missing}`, `"${name}" needs it: ${faultKinds[name].does}`)
  }
  const settled = parameters
    .filter((parameter) => given[parameter] !== undefined)
    .map((parameter) => [parameter, readers[parameter](given[parameter], `${place}.${parameter}`)])
  return { name, ...Object.fromEntries(settled) }
}

function nameOf(fault: unknown, place: string): FaultName {
  if (typeof fault !== 'object' || fault === null || !('name' in fault)) {
    throw wrongType(place, `an object with a "name", one of ${faultNames.join(', ')}`, fault)
  }
  const name = readOneOf(fault.name, `${place}.name`, faultNames)
  if (name === undefined) throw wrongType(`${place}.name`, 'a text', fault.name)
  return name
}

function inPlace<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof RequestError) throw new RequestError(place, thrown.message)
    throw thrown
  }
}

function readCount(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
  throw wrongType(field, 'a whole number of 1 or more', value)
}

function readMilliseconds(value: unknown, field: string): number {
  if (typeof value === 'number' && value > 0 && value <= longestMs) return value
  throw wrongType(field, `milliseconds, more than 0 and at most ${longestMs}`, value)
}

function readSkew(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value !== 0) return value
  throw wrongType(field, 'a number of seconds other than 0', value)
}
