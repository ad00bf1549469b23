import { capabilitiesOf } from './capabilities.ts'
import type { Answer, Case, Side, Study } from './case.ts'
import { subjectsOf } from './sides.ts'
import type { Version } from './sides.ts'

/** One question that a real request put to the rules, as a case that any version of them can be asked. */
export interface AskedCase {
  /** A model, or a custom operation such as `Query.echo`. */
  readonly subject: string
  /** e.g. `update`, `read ssn`, `query listNotesByStatus`. */
  readonly study: string
  readonly asked: Case
  /** The capabilities that the request was after, e.g. `update` and `set title`: it is granted all of them or refused. */
  readonly wants: readonly string[]
}

/** What one version says to such cases. */
export interface AskedVersion {
  /** Undefined: it has no such model, operation or question. */
  answer(one: AskedCase): Answer | undefined
  /** Whether it grants all that the request was after. */
  grants(one: AskedCase): boolean
  /** What the case is about, in this version. */
  find(
    one: Pick<AskedCase, 'subject' | 'study'>,
  ): { readonly study: Study; readonly side: Side } | undefined
}

/** Prepares a version once, so that each case costs one decision. */
export function askedVersion(version: Version): AskedVersion {
  const studies = new Map(
    subjectsOf([version]).flatMap(({ name, sides, studies: all }) =>
      sides.flatMap((side) =>
        all.map((study) => [`${name} ${study.name}`, { study, side }] as const),
      ),
    ),
  )
  const find: AskedVersion['find'] = ({ subject, study }) => studies.get(`${subject} ${study}`)
  const answer: AskedVersion['answer'] = (one) => {
    const found = find(one)
    return found?.study.ask(found.side, one.asked)
  }
  // One case is asked for one capability after the other.
  const known = new WeakMap<
    Case,
    { readonly study: string; readonly granted: ReadonlySet<string> }
  >()
  const grantedIn = (one: AskedCase): ReadonlySet<string> => {
    const before = known.get(one.asked)
    if (before?.study === one.study) return before.granted
    const granted = capabilitiesOf(one.study, answer(one)?.outcome() ?? {})
    known.set(one.asked, { study: one.study, granted })
    return granted
  }
  return {
    find,
    answer,
    grants: (one) => {
      const granted = grantedIn(one)
      return one.wants.every((capability) => granted.has(capability))
    },
  }
}
