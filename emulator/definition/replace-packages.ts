import { dirname, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import type { OnResolveArgs, OnResolveResult, PartialMessage, Plugin, PluginBuild } from 'esbuild'

import { backendExports } from './backend-stub.ts'
import { writeOwnPlaces } from './own-places.ts'
import { stubNamespace } from './rule-places.ts'

const dataSchemaName = '@aws-amplify/data-schema'

/** Packages whose exports are recorded. */
const backendPackages =
  /^@aws-amplify\/(backend|backend-(data|auth|function|storage|secret)|backend-ai\/conversation)$/

/**
 * Packages that only matter to a deployment. They are not loaded even where they are installed: a CDK takes seconds, and
 * nothing of it reaches the schema.
 */
const deploymentPackages =
  /^(aws-cdk-lib|constructs|cdk-[^/]+|@cdklabs\/[^/]+|@aws-solutions-constructs\/[^/]+|@aws-cdk\/[^/]+|@aws-amplify\/(backend|backend-[^/]+|ai-constructs|data-construct|graphql-api-construct|platform-core|plugin-types|seed))(\/|$)/

/** Bundles the user's own files, leaves packages where they are, and puts stand-ins in place of what deploys. */
export function replacePackages(file: string): Plugin {
  const folder = dirname(file)
  return {
    name: 'amplite',
    setup(pluginBuild) {
      pluginBuild.onResolve({ filter: /^amplite:/ }, ({ path }) => stub(path))
      pluginBuild.onResolve({ filter: backendPackages }, () => stub('amplite:backend'))
      pluginBuild.onResolve({ filter: deploymentPackages }, ({ path }) => stub(path))
      pluginBuild.onResolve({ filter: /^\$amplify\/env\// }, () => stub('amplite:env'))
      pluginBuild.onResolve({ filter: /^[^./]/ }, (args) => resolvePackage(pluginBuild, args))
      pluginBuild.onLoad({ filter: /.*/, namespace: stubNamespace }, async ({ path }) => ({
        contents: await stubModule(path, { pluginBuild, file }),
        resolveDir: folder,
      }))
      pluginBuild.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, ({ path }) =>
        writeOwnPlaces(path),
      )
    },
  }
}

function stub(path: string): OnResolveResult {
  return { path, namespace: stubNamespace }
}

/** Packages stay outside the bundle; what an alias maps to the user's own files goes in. */
async function resolvePackage(
  pluginBuild: PluginBuild,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  const { resolveDir, kind, path, importer, pluginData } = args
  const isOurs: unknown = pluginData
  if (kind === 'entry-point' || isOurs === true) return undefined
  if (/^(node|file):/.test(path)) return { path, external: true }
  if (path.startsWith(dataSchemaName)) {
    const found = await findDataSchema(pluginBuild, { path, folder: resolveDir, kind })
    return { path: specifierOf(found, kind), external: true }
  }
  const found = await pluginBuild.resolve(path, { resolveDir, kind, importer, pluginData: true })
  if (found.external) return { path: found.path, external: true }
  if (found.errors.length > 0) return { errors: [missing(path, found.errors)] }
  if (!found.path.includes(`${sep}node_modules${sep}`))
    return { path: found.path, namespace: found.namespace }
  return { path: specifierOf(found.path, kind), external: true }
}

/** `require` takes paths, `import` URLs. */
function specifierOf(path: string, kind: OnResolveArgs['kind']): string {
  return kind === 'require-call' || kind === 'require-resolve' ? path : pathToFileURL(path).href
}

function missing(path: string, [error]: readonly PartialMessage[]): PartialMessage {
  const name = path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')
  return {
    ...error,
    text: `the package "${name}" is not installed where the definition looks for it; run "npm install ${name}" in the project`,
  }
}

/** The user's copy of data-schema (directly, or as their backend package has it), else our own. */
async function findDataSchema(
  pluginBuild: PluginBuild,
  { path, folder, kind }: { path: string; folder: string; kind: OnResolveArgs['kind'] },
): Promise<string> {
  const options = { kind, pluginData: true }
  const backend = await pluginBuild.resolve('@aws-amplify/backend/package.json', {
    ...options,
    resolveDir: folder,
  })
  const folders = backend.errors.length > 0 ? [folder] : [folder, dirname(backend.path)]
  for (const resolveDir of folders) {
    const found = await pluginBuild.resolve(path, { ...options, resolveDir })
    if (found.errors.length === 0) return found.path
  }
  return fileURLToPath(import.meta.resolve(path))
}

interface StubContext {
  readonly pluginBuild: PluginBuild
  /** The definition's. */
  readonly file: string
}

async function stubModule(path: string, { pluginBuild, file }: StubContext): Promise<string> {
  switch (path) {
    case 'amplite:entry':
      return [
        `export * as exports from ${JSON.stringify(file)}`,
        `export { backends } from "amplite:backend"`,
      ].join('\n')
    case 'amplite:backend': {
      const options = {
        path: dataSchemaName,
        folder: dirname(file),
        kind: 'import-statement' as const,
      }
      const dataSchema = pathToFileURL(await findDataSchema(pluginBuild, options)).href
      return [
        `import * as dataSchema from ${JSON.stringify(dataSchema)}`,
        `import { backendStub } from ${JSON.stringify(ourModule('backend-stub'))}`,
        `export const { ${backendExports.join(', ')} } = backendStub(dataSchema)`,
      ].join('\n')
    }
    case 'amplite:env':
      return 'export { env } from "node:process"'
    case 'amplite:stand-in':
      return `export { standInModule } from ${JSON.stringify(ourModule('stand-in'))}`
    default:
      return `module.exports = require("amplite:stand-in").standInModule(${JSON.stringify(path)})`
  }
}

function ourModule(name: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), `${name}.${extension}`)).href
}
