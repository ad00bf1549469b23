import { existsSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, parse } from 'node:path'

import { EmulatorError } from '../errors.ts'
import type { DataAction, FunctionDefinition, Place } from '../model/definition.ts'
import { isObject } from '../model/is-object.ts'
import { functionCallOf, secretNameOf } from './backend-stub.ts'
import { placeText } from './place-text.ts'
import type { PlaceFinder } from './rule-places.ts'

/** Where functions stand, and what `allow.resource()` lets them ask for. */
export interface FunctionContext {
  readonly places: PlaceFinder
  readonly dataAccessOf: (fn: unknown) => readonly DataAction[]
}

/** The limits of Lambda, which a deployment checks. */
const timeoutSeconds = { byDefault: 3, from: 1, to: 900 }
const memoryMB = { byDefault: 512, from: 128, to: 10_240 }

/** Reads what `defineFunction()` was given; a function that was made in another way has a name and nothing to run. */
export function parseFunction(
  fn: unknown,
  name: string,
  { places, dataAccessOf }: FunctionContext,
): FunctionDefinition {
  const call = functionCallOf(fn)
  if (call === undefined || !isObject(call.props)) return unknownFunction(name)
  const { props, stack } = call
  const place = places.placeInStack(stack)
  const entry = entryOf(props['entry'], place)
  const title = textOf(props['name']) ?? titleOf(props['entry'], place) ?? name
  if (entry !== undefined && !existsSync(entry)) throw missingEntry(title, entry, place)
  const invalid = (sentence: string): EmulatorError =>
    new EmulatorError('DEFINITION_INVALID', `${shown(place)}function "${title}": ${sentence}`)
  return {
    name,
    title,
    ...(entry === undefined ? {} : { entry }),
    timeoutSeconds: wholeNumber(props, { name: 'timeoutSeconds', ...timeoutSeconds }, invalid),
    memoryMB: wholeNumber(props, { name: 'memoryMB', ...memoryMB }, invalid),
    environment: environmentOf(props['environment'], invalid),
    dataAccess: dataAccessOf(fn),
  }
}

/** A function that only its name is known of, such as a deployed Lambda. */
export function unknownFunction(name: string): FunctionDefinition {
  return {
    name,
    title: name,
    timeoutSeconds: timeoutSeconds.byDefault,
    memoryMB: memoryMB.byDefault,
    environment: {},
    dataAccess: [],
  }
}

function entryOf(written: unknown, place: Place | undefined): string | undefined {
  const entry = textOf(written) ?? 'handler.ts'
  if (isAbsolute(entry)) return entry
  return place === undefined ? undefined : join(dirname(place.file), entry)
}

/** As Amplify names it: after its entry, else after the folder in which it is defined. */
function titleOf(entry: unknown, place: Place | undefined): string | undefined {
  const written = textOf(entry)
  if (written !== undefined) return parse(written).name
  return place === undefined ? undefined : basename(dirname(place.file))
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

interface Limits {
  readonly name: string
  readonly byDefault: number
  readonly from: number
  readonly to: number
}

type Invalid = (sentence: string) => EmulatorError

function wholeNumber(props: object, { name, byDefault, from, to }: Limits, invalid: Invalid) {
  const value: unknown = Reflect.get(props, name) ?? byDefault
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to)
    return value
  throw invalid(
    `${name} must be a whole number between ${from} and ${to}, not ${JSON.stringify(value)}`,
  )
}

function environmentOf(written: unknown, invalid: Invalid): FunctionDefinition['environment'] {
  if (written === undefined) return {}
  if (!isObject(written)) throw invalid('environment must be an object')
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      if (!/^[a-zA-Z]\w+$/.test(key))
        throw invalid(`environment "${key}" must be two or more letters, digits and _`)
      const secret = secretNameOf(value)
      if (secret !== undefined) return [key, { secret }]
      if (typeof value === 'string') return [key, value]
      throw invalid(`environment "${key}" must be a string or secret('NAME')`)
    }),
  )
}

function missingEntry(title: string, entry: string, place: Place | undefined): EmulatorError {
  return new EmulatorError(
    'DEFINITION_INVALID',
    `${shown(place)}function "${title}": there is no file "${placeText(entry)}"; name it by "entry", relative to the file that calls defineFunction`,
  )
}

function shown(place: Place | undefined): string {
  return place === undefined ? '' : `${placeText(place)}: `
}
