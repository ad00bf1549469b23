import type { Adapter, AdapterFactory, AdapterPayload, ClientMetadata } from 'oidc-provider'

/** So that a sandbox left running for weeks does not grow: the oldest go first. */
const maxRows = 10_000

/**
 * Keeps what oidc-provider wants kept (sessions, interactions, codes, grants) in memory. Its own adapter of this kind warns
 * that it is for development. Expiry is not ours to judge: oidc-provider looks at `exp` in what it finds. Clients are not kept but
 * found by `findClient` each time, since which there are follows the definition.
 */
export function createMemoryAdapter(
  findClient: (id: string) => ClientMetadata | undefined,
): AdapterFactory {
  const rows = new Map<string, AdapterPayload>()
  return (model) => {
    const adapter = adapterOf(model, rows)
    return model === 'Client' ? { ...adapter, find: async (id) => findClient(id) } : adapter
  }
}

function adapterOf(model: string, rows: Map<string, AdapterPayload>): Adapter {
  const prefix = `${model}:`
  const keyOf = (id: string): string => prefix + id
  const findWhere = (field: 'uid' | 'userCode', value: string): AdapterPayload | undefined => {
    for (const [key, payload] of rows) {
      if (key.startsWith(prefix) && payload[field] === value) return payload
    }
    return undefined
  }

  return {
    upsert: async (id, payload) => {
      rows.delete(keyOf(id))
      rows.set(keyOf(id), payload)
      const [oldest] = rows.keys()
      if (rows.size > maxRows && oldest !== undefined) rows.delete(oldest)
    },
    find: async (id) => rows.get(keyOf(id)),
    findByUid: async (uid) => findWhere('uid', uid),
    findByUserCode: async (userCode) => findWhere('userCode', userCode),
    destroy: async (id) => {
      rows.delete(keyOf(id))
    },
    consume: async (id) => {
      const payload = rows.get(keyOf(id))
      if (payload) rows.set(keyOf(id), { ...payload, consumed: true })
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, payload] of rows) {
        if (key.startsWith(prefix) && payload.grantId === grantId) rows.delete(key)
      }
    },
  }
}
