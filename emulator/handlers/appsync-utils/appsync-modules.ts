import type { FilterGroups } from '../../model/subscription-filter.ts'
import { notEmulated } from '../handler-error.ts'
import { dynamodbModule } from './dynamodb-module.ts'
import { EarlyReturn } from './early-return.ts'
import { createExtensions } from './subscription-extensions.ts'
import { createUtil } from './util.ts'
import type { UtilParts } from './util.ts'

/** What the modules need to know of the call that they serve. */
export interface ModuleParts extends UtilParts {
  readonly setSubscriptionFilter: (groups: FilterGroups | null) => void
}

/** The modules that a resolver may import, by their names. */
export type AppSyncModules = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Makes them for one call. */
export function createAppSyncModules(parts: ModuleParts): AppSyncModules {
  return {
    '@aws-appsync/utils': {
      util: createUtil(parts),
      extensions: createExtensions(parts.setSubscriptionFilter),
      runtime: {
        earlyReturn: (value: unknown, options?: { readonly skipTo?: unknown }) => {
          throw new EarlyReturn(value, options?.skipTo === 'END')
        },
      },
    },
    '@aws-appsync/utils/dynamodb': dynamodbModule,
    '@aws-appsync/utils/rds': refusedModule('@aws-appsync/utils/rds', rdsNames),
    '@aws-appsync/utils/ai': refusedModule('@aws-appsync/utils/ai', ['invokeModel', 'converse']),
  }
}

const rdsNames = [
  'select',
  'insert',
  'update',
  'remove',
  'createPgStatement',
  'createMySQLStatement',
  'sql',
  'toJsonObject',
  'typeHint',
  'agg',
]

/** A module whose exports say that they are not run, whether they are called or looked into. */
function refusedModule(module: string, names: readonly string[]): AppSyncModules[string] {
  return Object.fromEntries(names.map((name) => [name, refusedExport(`"${name}" of ${module}`)]))
}

function refusedExport(what: string): unknown {
  const refuse = (): never => {
    throw notEmulated(what)
  }
  return new Proxy(refuse, { get: refuse })
}
