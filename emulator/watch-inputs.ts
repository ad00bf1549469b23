import { isoTime } from './clock.ts'
import { placeText } from './definition/place-text.ts'
import { watchFiles } from './definition/watch-definition.ts'
import { EmulatorError, messageOf } from './errors.ts'
import { readPersonas, readSeed } from './read-inputs.ts'
import type { ReloadEvent } from './reload.ts'
import type { Settings } from './settings.ts'
import type { World } from './world.ts'

/** What can be edited beside the definition. */
type InputName = 'personas' | 'seed'

/** What came of an edit of the personas or the seed. */
type InputEvent =
  | { readonly event: `${InputName}-reloaded`; readonly file: string }
  | { readonly event: `${InputName}-failed`; readonly code: string; readonly message: string }

/** What came of an edit of any file that a sandbox watches. */
export type EditEvent = ReloadEvent | InputEvent

/** How an input stands, for `GET /sandbox/health`. */
interface InputState {
  /** Null: there is none. */
  readonly file: string | null
  /** ISO text, by the sandbox's clock; changes with every edit that is taken over. */
  readonly loadedAt: string
  /** Why the last edit was not taken over, or null. */
  readonly error: { readonly code: string; readonly message: string } | null
}

/** Personas and seed, kept up to date with their files. */
export interface Inputs {
  state(): Readonly<Record<InputName, InputState>>
  close(): void
}

/** Takes edits over as they happen: personas at once, the seed at the next reset; a broken edit keeps the last good ones. */
export function watchInputs(
  world: World,
  settings: Settings,
  notify: (event: InputEvent) => void,
): Inputs {
  const personas = createInput('personas', settings.personasFile, async () => {
    const read = await readPersonas(settings)
    return () => world.personaList.load(read ?? [])
  })
  const seed = createInput('seed', settings.seedFile, async () => {
    const read = await readSeed(settings)
    return () => world.replaceSeed(read)
  })
  const stops = settings.watch ? [personas, seed].map((input) => input.watch(world, notify)) : []
  const startedAt = isoTime(world.clock)
  return {
    state: () => ({ personas: personas.state(startedAt), seed: seed.state(startedAt) }),
    close: () => {
      for (const stop of stops) stop()
    },
  }
}

interface Input {
  state(startedAt: string): InputState
  watch(world: World, notify: (event: InputEvent) => void): () => void
}

/** `read` gives what takes its result over, so that an edit which came later can go first. */
function createInput(
  name: InputName,
  path: string | undefined,
  read: () => Promise<() => void>,
): Input {
  const file = path === undefined ? null : placeText(path)
  let error: InputState['error'] = null
  let loadedAt: string | undefined
  let turn = 0

  async function reload(world: World, notify: (event: InputEvent) => void): Promise<void> {
    const mine = ++turn
    const outcome = await read().then(
      (takeOver) => ({ takeOver }),
      (cause: unknown) => ({ fault: faultOf(cause) }),
    )
    if (mine !== turn) return
    if ('fault' in outcome) {
      error = outcome.fault
      return notify({ event: `${name}-failed`, ...outcome.fault })
    }
    outcome.takeOver()
    error = null
    loadedAt = isoTime(world.clock)
    notify({ event: `${name}-reloaded`, file: file ?? '' })
  }

  return {
    state: (startedAt) => ({ file, loadedAt: loadedAt ?? startedAt, error }),
    watch: (world, notify) => {
      if (path === undefined) return () => undefined
      const stop = watchFiles([path], () => void reload(world, notify))
      return () => {
        turn++
        stop()
      }
    },
  }
}

function faultOf(cause: unknown): { readonly code: string; readonly message: string } {
  const code = cause instanceof EmulatorError ? cause.code : 'UNEXPECTED'
  return { code, message: messageOf(cause) }
}
