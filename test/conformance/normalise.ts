import type { HeardEvent, Outcome, OutcomeError, SubscriptionOutcome } from './scenario.ts'

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number
  readonly data: unknown
  readonly errors?: readonly AnswerError[]
  readonly subscription?: SubscriptionOutcome
  readonly events?: readonly HeardEvent[]
}

/** An error as it came over the wire; GraphQL's own have no `errorType`. */
export interface AnswerError {
  readonly path?: readonly (string | number)[] | null
  readonly errorType?: string | null
  readonly message: string
}

type Path = readonly (string | number)[]

/** Takes out what two right answers may differ in: generated ids, the clock, tokens, request ids, the order of a scan. */
export function normalise(answer: Answer, expected: Lists): Outcome {
  const { status, errors, ...rest } = answer
  const sorter = new ListSorter(new Set(expected.unordered))
  const data = comparableData(answer.data, expected, sorter)
  const texts = status === 200 ? comparableError : refusal
  const seen = outsideCutLists(errors, expected.truncated)?.map((error) => texts(error, sorter))
  return outcome({ ...rest, data, ...(status === 200 ? {} : { status }) }, seen)
}

/** What of an expectation is compared: the same parts. */
export function comparable(expected: Outcome): Outcome {
  const { status, errors, unordered, truncated, ...rest } = expected
  const sorter = new ListSorter(new Set(unordered))
  const data = comparableData(expected.data, expected, sorter)
  const texts = status === undefined ? withoutLibraryText : refusal
  const seen = outsideCutLists(errors, truncated)?.map((error) => texts(error, sorter))
  return outcome({ ...rest, data, ...(status === undefined ? {} : { status }) }, seen)
}

type Lists = Pick<Outcome, 'unordered' | 'truncated'>

function comparableData(
  data: unknown,
  { unordered, truncated }: Lists,
  sorter: ListSorter,
): unknown {
  const masked = maskIds(maskByName(withoutCutLists(data, new Set(truncated))))
  // Which of several generated ids comes first is a matter of the order, too.
  return sorter.sort(unordered === undefined ? masked : alikeIds(masked), [])
}

function outcome(
  { status, data, subscription, events }: Outcome,
  errors: readonly OutcomeError[] | undefined,
): Outcome {
  return {
    ...(status === undefined ? {} : { status }),
    data,
    ...(errors === undefined ? {} : { errors: errors.toSorted(byJson) }),
    ...(subscription === undefined ? {} : { subscription: comparableSubscription(subscription) }),
    ...(events === undefined ? {} : { events: comparableEvents(events) }),
  }
}

/** The order of groups and terms says nothing; the filter argument is part of the filter. */
function comparableSubscription(seen: SubscriptionOutcome): SubscriptionOutcome {
  const { filter, args } = seen
  return {
    ...seen,
    ...(filter === undefined ? {} : { filter: filter === null ? null : sortedGroups(filter) }),
    ...(args === undefined ? {} : { args: withoutFilter(args) }),
  }
}

function withoutFilter(args: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(args).filter(([name]) => name !== 'filter'))
}

function sortedGroups({
  filterGroup,
}: NonNullable<SubscriptionOutcome['filter']>): NonNullable<SubscriptionOutcome['filter']> {
  const groups = filterGroup.map(({ filters }) => ({ filters: filters.toSorted(byJson) }))
  return { filterGroup: groups.toSorted(byJson) }
}

function comparableEvents(events: readonly HeardEvent[]): readonly HeardEvent[] {
  return events
    .map(({ payload, ...rest }) => ({ ...rest, payload: maskIds(maskByName(payload)) }))
    .toSorted(byJson)
}

function withoutLibraryText(error: OutcomeError, sorter: ListSorter): OutcomeError {
  const { kind, errorType, message } = error
  const path = sorter.follow(error.path)
  return kind === undefined
    ? { path, errorType, message }
    : { path, errorType: null, message: `<${kind}>` }
}

/** What a request hears that never reached GraphQL is not in AWS's templates: only its kind is known. */
function refusal({ path, errorType }: AnswerError): OutcomeError {
  return { path: path ?? null, errorType: errorType ?? null, message: '<refused>' }
}

function comparableError(error: AnswerError, sorter: ListSorter): OutcomeError {
  const path = sorter.follow(error.path ?? null)
  const { errorType } = error
  if (errorType === undefined) return { path, errorType: null, message: `<${kindOf(error)}>` }
  return { path, errorType, message: error.message.replace(/ \(Service: .*$/s, '') }
}

function kindOf({ message }: AnswerError): string {
  if (message.startsWith('Cannot return null for non-nullable')) return 'nonnull'
  return /^Can't (serialize|resolve) value/.test(message) ? 'serialize' : 'validation'
}

/** The clock of the runs stands on this day. */
const clockDay = /^2030-01-01T/
const timestamps = new Set(['createdAt', 'updatedAt'])

function maskByName(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((element) => maskByName(element, name))
  if (isObject(value)) return mapEntries(value, maskByName)
  if (typeof value !== 'string') return value
  if (name === 'nextToken') return '<token>'
  return timestamps.has(name) && clockDay.test(value) ? '<now>' : value
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** Generated ids are numbered in the order in which they stand in the answer. */
function maskIds(data: unknown): unknown {
  const names = new Map<string, string>()
  const mask = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mask)
    if (isObject(value)) return mapEntries(value, mask)
    if (typeof value !== 'string' || !uuid.test(value)) return value
    if (!names.has(value)) names.set(value, `<id${names.size + 1}>`)
    return names.get(value)
  }
  return mask(data)
}

function alikeIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(alikeIds)
  if (isObject(value)) return mapEntries(value, alikeIds)
  return typeof value === 'string' && /^<id\d+>$/.test(value) ? '<id>' : value
}

function withoutCutLists(value: unknown, cut: ReadonlySet<string>, path = ''): unknown {
  if (!isObject(value)) return value
  return mapEntries(value, (child, name) => {
    if (name === 'items' && cut.has(path)) return '<cut>'
    return withoutCutLists(child, cut, path === '' ? name : `${path}.${name}`)
  })
}

/** What failed in an item of a cut list says which items were in it; none of it is compared. */
function outsideCutLists<Failed extends { readonly path?: Path | null }>(
  errors: readonly Failed[] | undefined,
  truncated: readonly string[] = [],
): readonly Failed[] | undefined {
  const kept = errors?.filter(({ path }) => {
    const place = path?.join('.') ?? ''
    return !truncated.some((list) => place.startsWith(`${list}.items.`))
  })
  return kept?.length === 0 ? undefined : kept
}

/** Sorts the lists of an answer, and moves the error paths that lead through them along. */
class ListSorter {
  readonly #unordered: ReadonlySet<string>
  readonly #moves: { readonly path: Path; readonly to: ReadonlyMap<number, number> }[] = []

  constructor(unordered: ReadonlySet<string>) {
    this.#unordered = unordered
  }

  sort(value: unknown, path: Path): unknown {
    if (isObject(value))
      return mapEntries(value, (child, name) => this.sort(child, [...path, name]))
    if (!Array.isArray(value)) return value
    const elements = value.map((element, from) => ({
      from,
      value: this.sort(element, [...path, from]),
    }))
    if (!this.#unordered.has(starred(path))) return elements.map((element) => element.value)

    const sorted = elements.toSorted((one, other) => byJson(one.value, other.value))
    this.#moves.push({ path, to: new Map(sorted.map(({ from }, to) => [from, to])) })
    return sorted.map((element) => element.value)
  }

  follow(path: Path | null): Path | null {
    if (path === null) return null
    const moved = [...path]
    for (const move of this.#moves) {
      const at = move.path.length
      const index = path[at]
      if (typeof index !== 'number' || !move.path.every((step, i) => step === path[i])) continue
      moved[at] = move.to.get(index) ?? index
    }
    return moved
  }
}

function starred(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.')
}

function byJson(one: unknown, other: unknown): number {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)]
  if (left === right) return 0
  return left < right ? -1 : 1
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mapEntries(
  value: Record<string, unknown>,
  map: (child: unknown, name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, map(child, name)]))
}
