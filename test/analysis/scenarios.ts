import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { isUnrestricted } from '../../emulator/authorization/decision.ts'
import type { Version } from '../../emulator/analysis/sides.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import { enabledModes } from '../../emulator/model/modes.ts'
import { identityOf } from '../conformance/scenario.ts'
import type { Scenario } from '../conformance/scenario.ts'

const folder = join(import.meta.dirname, '../conformance/distilled')

/** The distilled scenarios of the reference runs that AWS would deploy. */
export const scenarios: readonly Scenario[] = readdirSync(folder)
  .flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return (JSON.parse(text) as { readonly scenarios: readonly Scenario[] }).scenarios
  })
  .filter(({ refused }) => refused === undefined)

/** The callers of a scenario about whom rules decide. */
export function callersOf(scenario: Scenario, { definition }: Version): readonly Identity[] {
  const modes = enabledModes(definition.modes)
  return Object.values(scenario.identities)
    .map(identityOf)
    .filter((identity) => !isUnrestricted(identity) && modes.includes(identity.mode))
}
