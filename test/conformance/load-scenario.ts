import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { loadPolicy } from '../../emulator/load-policy.ts'
import type { LoadedPolicy } from '../../emulator/load-policy.ts'
import type { Scenario } from './scenario.ts'

/** Loads a scenario's schema through the front door: from files of a project that exists only for that. */
export async function loadScenario({
  schema,
  authModes,
}: Pick<Scenario, 'schema' | 'authModes'>): Promise<LoadedPolicy> {
  const folder = await mkdtemp(join(tmpdir(), 'amplite-conformance-'))
  const write = async (path: string, text: string): Promise<string> => {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    return file
  }
  try {
    const modes = JSON.stringify(modesOf(authModes))
    if (needsAuth(authModes)) await write('auth/resource.ts', 'export const auth = {}')
    if (typeof schema !== 'string') {
      return await loadPolicy(await write('data/resource.ts', resourceText(schema.gen2, modes)))
    }
    const modesFile = await write('data/modes.json', modes)
    return await loadPolicy(await write('data/schema.graphql', schema), { modesFile })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A user pool comes from the project's auth resource, an identity pool with it. */
function needsAuth({ default: defaultMode, additional = [] }: Scenario['authModes']): boolean {
  return [defaultMode, ...additional].some((mode) => mode === 'userPool' || mode === 'identityPool')
}

function resourceText(schema: string, modes: string): string {
  return `import { a, defineData } from '@aws-amplify/backend'
export const data = defineData({ schema: ${schema}, authorizationModes: ${modes} })
`
}

function modesOf({ default: defaultMode, additional = [] }: Scenario['authModes']): object {
  const names = [defaultMode, ...additional]
  const oidc = { oidcProviderName: 'p', oidcIssuerUrl: 'https://issuer.example' }
  return {
    defaultAuthorizationMode: defaultMode,
    ...(names.includes('apiKey') ? { apiKeyAuthorizationMode: {} } : {}),
    ...(names.includes('oidc') ? { oidcAuthorizationMode: oidc } : {}),
    ...(names.includes('lambda') ? { lambdaAuthorizationMode: {} } : {}),
  }
}
