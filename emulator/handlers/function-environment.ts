import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'

import { placeText } from '../definition/place-text.ts'
import { secretsFile } from '../definition/project-folder.ts'
import { region } from '../model/aws-names.ts'
import type { FunctionDefinition } from '../model/definition.ts'
import { HandlerError } from './handler-error.ts'

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string>>

/** Where the variables of functions come from. */
export interface EnvironmentParts {
  /** The definition's file; secrets stand in `.env` of its project. */
  readonly definitionFile: string
  /** What every function gets of this machine's environment. */
  readonly hostEnvironment: Variables
  /** What only functions with `allow.resource()` get, anew for each call: the API's address and credentials. */
  readonly dataEnvironment: (fn: FunctionDefinition) => Variables
}

/** The environment that Lambda and Amplify would give a function; rejects when a secret is missing. */
export async function functionEnvironment(
  fn: FunctionDefinition,
  parts: EnvironmentParts,
): Promise<Variables> {
  return {
    ...parts.hostEnvironment,
    ...lambdaVariables(fn),
    ...dataVariables(fn, parts),
    ...(await ownVariables(fn, secretsFile(parts.definitionFile))),
  }
}

/** The part that changes: credentials last an hour, a warm function longer. */
export function dataVariables(
  fn: FunctionDefinition,
  { dataEnvironment }: Pick<EnvironmentParts, 'dataEnvironment'>,
): Variables {
  return fn.dataAccess.length === 0 ? {} : dataEnvironment(fn)
}

function lambdaVariables({ title, memoryMB }: FunctionDefinition): Variables {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_NAME: title,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMB),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${title}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'amplite',
    LANG: 'en_US.UTF-8',
  }
}

async function ownVariables(fn: FunctionDefinition, file: string): Promise<Variables> {
  const written = Object.entries(fn.environment)
  const needsSecrets = written.some(([, value]) => typeof value !== 'string')
  const secrets = needsSecrets ? await readSecrets(file) : {}
  return Object.fromEntries(
    written.map(([name, value]) => [
      name,
      typeof value === 'string' ? value : secretOf(value.secret, { secrets, file, fn }),
    ]),
  )
}

async function readSecrets(file: string): Promise<NodeJS.Dict<string>> {
  try {
    return parseEnv(await readFile(file, 'utf8'))
  } catch {
    // Without a file every secret is missing, which is said by name.
    return {}
  }
}

interface SecretPlace {
  readonly secrets: NodeJS.Dict<string>
  readonly file: string
  readonly fn: FunctionDefinition
}

function secretOf(name: string, { secrets, file, fn }: SecretPlace): string {
  const value = secrets[name]
  if (value !== undefined) return value
  const message = `function "${fn.title}": secret "${name}" has no value; add the line ${name}=… to ${placeText(file)}`
  throw new HandlerError(message, 'Lambda:Unhandled')
}
