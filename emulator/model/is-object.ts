/** Whether a JSON value is an object rather than a list, null or a scalar; as such it may be an item, a key or a filter. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
