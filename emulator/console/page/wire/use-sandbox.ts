import { useEffect, useState } from 'react'

import { parseDefinition } from './definition.ts'
import type { SandboxDefinition } from './definition.ts'
import { fetchJson } from './fetch-json.ts'
import { parseClock, parseHealth } from './health.ts'
import type { ClockReading } from './health.ts'
import { parsePersonas } from './persona.ts'
import type { PersonaCard } from './persona.ts'
import { onChange } from './sandbox-changed.ts'

/** The sandbox, as last heard of. */
export interface SandboxState {
  readonly definition: SandboxDefinition | undefined
  readonly personas: readonly PersonaCard[]
  readonly clock: ClockReading | undefined
  /** The `loadedAt` that definition and personas belong to. */
  readonly loadedAt: string | undefined
  /** The personas' own. */
  readonly personasLoadedAt: string | undefined
  /** Why the latest edit of the definition or the personas does not load. */
  readonly definitionError: string | undefined
  /** Why the sandbox could not be heard. */
  readonly lost: string | undefined
}

const nothing: SandboxState = {
  definition: undefined,
  personas: [],
  clock: undefined,
  loadedAt: undefined,
  personasLoadedAt: undefined,
  definitionError: undefined,
  lost: undefined,
}

const pauseMs = 3000

/** Listens to the sandbox every three seconds while the page is visible; a reload of the definition is read anew. */
export function useSandbox(): SandboxState {
  const [state, setState] = useState(nothing)

  useEffect(() => {
    let latest = nothing
    let timer: ReturnType<typeof setTimeout> | undefined
    let closed = false
    const listen = async (): Promise<void> => {
      if (!document.hidden) latest = await hear(latest)
      if (closed) return

      setState(latest)
      clearTimeout(timer)
      timer = setTimeout(() => void listen(), pauseMs)
    }
    void listen()
    const stop = onChange(() => void listen())
    return () => {
      closed = true
      stop()
      clearTimeout(timer)
    }
  }, [])
  return state
}

/** What is known after asking once more; never rejects. */
async function hear(before: SandboxState): Promise<SandboxState> {
  try {
    const [health, now] = await Promise.all([
      fetchJson('/sandbox/health').then(parseHealth),
      fetchJson('/sandbox/clock'),
    ])
    const clock = sharper(before.clock, parseClock(now, performance.now()))
    const known = { ...before, clock, definitionError: health.definitionError, lost: undefined }
    const { loadedAt, personasLoadedAt } = health
    const isSame = loadedAt === before.loadedAt && personasLoadedAt === before.personasLoadedAt
    return isSame ? known : { ...known, ...(await read(loadedAt)), personasLoadedAt }
  } catch (thrown) {
    return { ...before, lost: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}

/** The sandbox tells whole seconds, so of two readings that agree within one the later instant is nearer the truth. */
function sharper(before: ClockReading | undefined, after: ClockReading): ClockReading {
  if (after.frozen || before?.offsetSeconds !== after.offsetSeconds) return after

  const ahead = before.now + (after.readAt - before.readAt) / 1000 - after.now
  return ahead > 0 && ahead < 1 ? before : after
}

async function read(
  loadedAt: string,
): Promise<Pick<SandboxState, 'definition' | 'personas' | 'loadedAt'>> {
  const [definition, personas] = await Promise.all([
    fetchJson('/sandbox/definition').then(parseDefinition),
    fetchJson('/sandbox/personas').then(parsePersonas),
  ])
  return { definition, personas, loadedAt }
}
