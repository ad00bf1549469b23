/**
 * "Only items that match": one predicate for queries, conditions and decisions, in the shape of Amplify's filter inputs:
 * `{ status: { eq: 'DRAFT' }, or: [{ owner: { eq: 'alice' } }, …] }`. Everything in one object is AND-ed.
 */
export interface Filter {
  readonly and?: readonly Filter[]
  readonly or?: readonly Filter[]
  readonly not?: Filter
  readonly [field: string]: unknown
}
