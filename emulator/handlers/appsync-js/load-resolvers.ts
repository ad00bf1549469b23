import { readFileSync } from 'node:fs'
import { sep } from 'node:path'
import { Script } from 'node:vm'

import { placeText } from '../../definition/place-text.ts'
import { createPlaceFinder } from '../../definition/rule-places.ts'
import type { PlaceFinder } from '../../definition/rule-places.ts'
import { EmulatorError } from '../../errors.ts'
import type { CustomOperation } from '../../model/definition.ts'
import type { HandlerLog } from '../handler-log.ts'
import { bundleResolvers } from './bundle-resolvers.ts'
import type { ResolverBundle } from './bundle-resolvers.ts'
import { createRealm } from './realm.ts'
import type { Realm } from './realm.ts'
import { findMissingHandlers, findRefusedSyntax } from './refused-syntax.ts'

/** A resolver file, ready to run. */
export interface LoadedResolver {
  readonly file: string
  readonly realm: Realm
  /** Runs the whole file, which fills `module.exports`. */
  readonly runFile: (scope: ModuleScope) => void
  readonly places: PlaceFinder
}

/** What a resolver file finds around it. */
interface ModuleScope {
  readonly module: { exports: unknown }
  readonly require: (name: string) => unknown
  readonly console: object
  readonly util?: unknown
  readonly extensions?: unknown
  readonly runtime?: unknown
}

/**
 * Reads every resolver file of the operations, once each. What AppSync would not deploy throws `DEFINITION_INVALID`, a line
 * for each fault with its place; that a file imports others, which AppSync takes only bundled, is told to `log`.
 */
export function loadResolvers(
  operations: readonly CustomOperation[],
  log: (entry: HandlerLog) => void,
): ReadonlyMap<string, LoadedResolver> {
  const users = new Map<string, string>()
  for (const { name, resolvers = [] } of operations)
    for (const { file } of resolvers) if (!users.has(file)) users.set(file, name)

  const bundles = bundleResolvers([...users.keys()])
  const faults = [...bundles.flatMap(faultsOf), ...bundles.flatMap(missingHandlers)]
  if (faults.length > 0)
    throw new EmulatorError('DEFINITION_INVALID', [...new Set(faults)].join('\n'))
  for (const bundle of bundles) {
    const message = importNote(bundle)
    if (message !== undefined) log({ operation: users.get(bundle.file) ?? '', message })
  }
  return new Map(bundles.map((bundle) => [bundle.file, loadedOf(bundle)]))
}

function loadedOf({ file, code, url, map }: ResolverBundle): LoadedResolver {
  const realm = createRealm()
  // On the first line, so that lines stay where the source map has them; in a block, so that the file may use these names.
  const head = '"use strict";(({ module, require, console, util, extensions, runtime }) => {{'
  const script = new Script(`${head}${code}\n}})`, { filename: url })
  const runFile = script.runInContext(realm.global) as LoadedResolver['runFile']
  return { file, realm, runFile, places: createPlaceFinder(url, map) }
}

function faultsOf({ inputs }: ResolverBundle): readonly string[] {
  return inputs
    .filter((input) => /\.[cm]?[jt]s$/.test(input))
    .flatMap((input) => findRefusedSyntax(input, readFileSync(input, 'utf8')))
    .map(
      ({ place, what }) =>
        `${placeText(place)}: APPSYNC_JS does not have ${what}; AppSync refuses to deploy it ("The code contains one or more errors.")`,
    )
}

function missingHandlers({ file }: ResolverBundle): readonly string[] {
  return findMissingHandlers(file, readFileSync(file, 'utf8')).map(
    (name) => `${placeText(file)}: exports no "${name}"; write export function ${name}(ctx) { … }`,
  )
}

function importNote({ file, inputs }: ResolverBundle): string | undefined {
  const others = inputs
    .slice(1)
    .map((input) => (input.includes(`${sep}node_modules${sep}`) ? input : placeText(input)))
  if (others.length > 0)
    return `${placeText(file)} imports ${others.join(', ')}; AppSync takes one file, so bundle it before you deploy`
  if (file.endsWith('.js') || file.endsWith('.mjs')) return undefined
  return `${placeText(file)} is TypeScript; AppSync takes JavaScript, so compile it before you deploy`
}
