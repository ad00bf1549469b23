import { printSdl } from '../graphql/print-sdl.ts'
import { loadPolicy } from '../load-policy.ts'
import type { Settings } from '../settings.ts'
import type { Output } from './output.ts'

/** `amplite schema`: the GraphQL SDL that AppSync would serve. */
export async function printSchema(settings: Settings, output: Output): Promise<void> {
  const { definition, policy } = await loadPolicy(settings.definition, settings)
  const sdl = printSdl(definition, policy)
  output.line(settings.json ? JSON.stringify({ sdl }) : sdl.trimEnd())
}
