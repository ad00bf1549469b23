/** `runtime.earlyReturn()`: thrown through the user's code to leave it. */
export class EarlyReturn extends Error {
  override readonly name = 'EarlyReturn'
  readonly value: unknown
  /** Whether the functions that follow are left out, too. */
  readonly endsPipeline: boolean

  constructor(value: unknown, endsPipeline: boolean) {
    super('runtime.earlyReturn()')
    this.value = value
    this.endsPipeline = endsPipeline
  }
}
