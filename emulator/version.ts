import { createRequire } from 'node:module'

const manifest: unknown = createRequire(import.meta.url)('../package.json')

/** The version in package.json, which stands one folder above both the source and `dist`. */
export const version: string = versionOf(manifest)

function versionOf(value: unknown): string {
  const found: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'version') : undefined
  return typeof found === 'string' ? found : 'unknown'
}
