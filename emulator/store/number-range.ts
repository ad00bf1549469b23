import { isObject } from '../model/is-object.ts'
import { StoreError } from './store.ts'

/** Rejects, in DynamoDB's words, a number that it cannot hold, wherever it is in a value. */
export function assertNumbers(value: unknown): void {
  if (typeof value === 'number') assertNumber(Math.abs(value))
  else if (Array.isArray(value)) for (const element of value) assertNumbers(element)
  else if (isObject(value)) for (const inner of Object.values(value)) assertNumbers(inner)
}

/** From 1e-130 to 9.99…e125, and 0 ("Number" in the developer guide). */
function assertNumber(magnitude: number): void {
  if (magnitude >= 1e126) throw outOfRange('overflow', 'larger')
  if (magnitude !== 0 && magnitude < 1e-130) throw outOfRange('underflow', 'smaller')
}

function outOfRange(what: string, than: string): StoreError {
  return new StoreError(
    'Validation',
    `Number ${what}. Attempting to store a number with magnitude ${than} than supported range`,
  )
}
