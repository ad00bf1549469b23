import { didYouMean } from '../model/did-you-mean.ts'
import { isObject } from '../model/is-object.ts'
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
  if (!isObject(fault) || fault['name'] === undefined) {
    throw wrongType(place, `an object with a "name", one of ${faultNames.join(', ')}`, fault)
  }
  const { name: given, ...parameters } = fault
  const name = nameOf(given, `${place}.name`)
  refuseParameters(name, Object.keys(parameters), place)
  const settled = parametersOf(name)
    .filter((parameter) => parameters[parameter] !== undefined)
    .map((parameter) => {
      const value = readers[parameter](parameters[parameter], `${place}.${parameter}`)
      return [parameter, value] as const
    })
  return { name, ...Object.fromEntries(settled) }
}

function nameOf(given: unknown, place: string): FaultName {
  const name = readOneOf(given, place, faultNames)
  if (name === undefined) throw wrongType(place, 'a text', given)
  return name
}

function parametersOf(name: FaultName): readonly Parameter[] {
  return [...faultKinds[name].needs, ...faultKinds[name].takes]
}

function refuseParameters(name: FaultName, given: readonly string[], place: string): void {
  const known: readonly string[] = parametersOf(name)
  const unknown = given.find((parameter) => !known.includes(parameter))
  if (unknown !== undefined) {
    const taken = known.length === 0 ? 'nothing' : known.join(', ')
    const hint = didYouMean(unknown, known) || `; it takes ${taken}`
    throw new RequestError(`${place}.${unknown}`, `"${name}" has no such parameter${hint}`)
  }
  const { needs, does } = faultKinds[name]
  const missing = needs.find((parameter) => !given.includes(parameter))
  if (missing !== undefined) {
    throw new RequestError(`${place}.${missing}`, `"${name}" needs it: ${does}`)
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
