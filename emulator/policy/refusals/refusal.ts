import type { Definition, Field, Model, Place } from '../../model/definition.ts'
import type { Rule } from '../../model/rule.ts'

/** Why AWS would not deploy a definition. */
export interface Refusal {
  /** AWS's own sentence, on one line, wherever AWS refuses it with one. */
  readonly message: string
  /** What it is about, e.g. `Todo.title`, where neither the message nor the place says it. */
  readonly subject?: string
  /** Where to look; absent: the definition's file. */
  readonly place?: Place
}

/** One thing that AWS asks of a definition; answers with every breach. */
export type RefusalRule = (definition: Definition) => readonly Refusal[]

/** A rule that cannot stay as it is written; `subject` stands in for a place that is not known. */
export function refuseRule({ place }: Rule, subject: string, message: string): Refusal {
  return place === undefined ? { message, subject } : { message, place }
}

/** What cannot stay as it is written, by a message that names it. */
export function refuseAt(place: Place | undefined, message: string): Refusal {
  return place === undefined ? { message } : { message, place }
}

/** A field that cannot stay as it is written, by a message that does not name it. */
export function refuseField(model: Model, { name, rules }: Field, message: string): Refusal {
  const subject = `${model.name}.${name}`
  const place = rules[0]?.place ?? model.place
  return place === undefined ? { message, subject } : { message, subject, place }
}
