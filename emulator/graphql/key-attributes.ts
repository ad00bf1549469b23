/**
 * The names of a key's attributes as DynamoDB has them: two or more sort keys are one attribute such as `a#b`, which is the
 * name of no field (`auth-semantics` §4.6).
 */
export function keyAttributes(
  partitionKey: string,
  sortKeys: readonly string[],
): readonly string[] {
  return sortKeys.length === 0 ? [partitionKey] : [partitionKey, sortKeys.join('#')]
}
