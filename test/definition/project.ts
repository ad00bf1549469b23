import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'

/** Files by path in the project. */
export type ProjectFiles = Readonly<Record<string, string>>

/** Where Amplify projects keep their definition. */
export const resourcePath = 'amplify/data/resource.ts'

/** A project in a new folder that goes with the test; says where it is. */
export function createProject(t: TestContext, files: ProjectFiles): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'amplite-project-')))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

export const oidcModes: string = `{
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: { oidcProviderName: 'corp', oidcIssuerUrl: 'https://idp.example' },
  }`

/** A resource.ts whose lines 1 and 2 are the import and a blank line; `body` begins in line 3 and defines `schema`. */
export function resourceText(body: string, modes: string = oidcModes): string {
  return `import { a, defineData } from '@aws-amplify/backend'

${body}
export const data = defineData({ schema, authorizationModes: ${modes} })
`
}
