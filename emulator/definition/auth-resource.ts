import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const extensions = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs']

/** Whether a project has an auth resource, by what stands beside the folder of its definition. */
export function isAuthBeside(file: string): boolean {
  const amplify = join(dirname(file), '..')
  const [resource] = existing(join(amplify, 'auth', 'resource'))
  const [backend] = existing(join(amplify, 'backend'))
  return resource !== undefined || (backend !== undefined && bringsAuth(backend))
}

function existing(path: string): readonly string[] {
  return extensions.map((extension) => `${path}.${extension}`).filter((file) => existsSync(file))
}

/** `defineAuth` may stand anywhere; `defineBackend` is where it is brought in. */
function bringsAuth(backend: string): boolean {
  const text = readFileSync(backend, 'utf8').replaceAll(/\/\/.*$/gm, '')
  return /\b(auth|defineAuth|referenceAuth)\b/.test(text)
}
