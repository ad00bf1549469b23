import { loadDefinition } from '../definition/load-definition.ts'
import { printSdl } from '../graphql/print-sdl.ts'
import { compilePolicy } from '../policy/compile-policy.ts'
import type { Settings } from '../settings.ts'
import type { Output } from './output.ts'

/** `amplite schema`: the GraphQL SDL that AppSync would serve. */
export async function printSchema(settings: Settings, output: Output): Promise<void> {
  const definition = await loadDefinition(settings.definition, settings)
  const sdl = printSdl(definition, compilePolicy(definition))
  output.line(settings.json ? JSON.stringify({ sdl }) : sdl.trimEnd())
}
