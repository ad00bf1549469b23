import { createFrozenClock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import { createSigningKeys } from '../issuer/signing-keys.ts'
import type { SigningKeys } from '../issuer/signing-keys.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import type { Definition } from '../model/definition.ts'
import { compilePolicy } from '../policy/compile-policy.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { StoreError } from '../store/store.ts'
import type { Records } from '../store/store.ts'
import { createWorld } from '../world.ts'
import type { World } from '../world.ts'
import type { Untried } from './trial-request.ts'

/** One version of a definition at work in this process, with no items. */
export interface TrialWorld extends LoadedPolicy {
  readonly world: World
}

const startMs = Date.parse('2030-01-01T00:00:00.000Z')

/** Brings versions to work; each has items of its own, all have one issuer: with the given keys, else with new ones. */
export async function openTrialWorlds(
  versions: readonly LoadedPolicy[],
  known?: SigningKeys,
): Promise<readonly TrialWorld[]> {
  const keys = known ?? (await createSigningKeys())
  return Promise.all(
    versions.map(async (loaded) => ({
      ...loaded,
      world: await createWorld({
        ...withoutHandlers(loaded),
        store: createMemoryStore(),
        clock: createFrozenClock(startMs),
        keys,
        issuer: 'http://127.0.0.1/oidc',
      }),
    })),
  )
}

/** The user's own code is not run to try rules: whoever may call it is told that it is not emulated. */
function withoutHandlers({ definition }: LoadedPolicy): LoadedPolicy {
  const bare: Definition = {
    ...definition,
    functions: definition.functions.map(({ entry: _entry, ...known }) => known),
    operations: definition.operations.map(({ resolvers: _resolvers, ...known }) => known),
  }
  return { definition: bare, policy: compilePolicy(bare) }
}

/** Puts these items in place of all; says why where the store takes no such item, as DynamoDB would not. */
export async function storeItems(
  { world }: TrialWorld,
  records: Records,
): Promise<Untried | undefined> {
  const known = Object.entries(records).filter(([model]) =>
    world.tables().some(({ name }) => name === model),
  )
  try {
    await world.store.replaceRecords(world.tables(), Object.fromEntries(known))
    return undefined
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return { untried: `no such item can be stored: ${messageOf(error)}` }
  }
}
