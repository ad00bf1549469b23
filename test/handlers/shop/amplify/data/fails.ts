import type { Schema } from './resource'

class OutOfStock extends Error {
  override readonly name = 'OutOfStock'
}

export const handler: Schema['fails']['functionHandler'] = async ({ arguments: { how } }) => {
  switch (how) {
    case 'throw':
      throw new OutOfStock('no roses left')
    case 'hang':
      return new Promise(() => setTimeout(() => undefined, 60_000))
    case 'loop':
      for (;;);
    case 'exit':
      return process.exit(1)
    default:
      return how
  }
}
