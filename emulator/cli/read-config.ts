import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { EmulatorError, messageOf } from '../errors.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { isObject } from '../model/is-object.ts'
import type { GivenSettings } from '../settings.ts'

const fileName = 'amplite.config.json'

/** What each setting has to be. */
const types: Readonly<Record<keyof GivenSettings, 'string' | 'number' | 'boolean' | 'object'>> = {
  definition: 'string',
  port: 'number',
  host: 'string',
  tls: 'boolean',
  personas: 'string',
  seed: 'string',
  data: 'string',
  memory: 'boolean',
  watch: 'boolean',
  open: 'boolean',
  outputs: 'string',
  json: 'boolean',
  adminToken: 'string',
  modes: 'string',
  dataSources: 'object',
}

/** The settings of `amplite.config.json` in the folder, or none; paths in it are relative to that folder. */
export async function readConfig(folder: string): Promise<GivenSettings> {
  const text = await readFile(join(folder, fileName), 'utf8').catch(() => undefined)
  if (text === undefined) return {}
  const config = parseJson(text)
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw invalid('expected one object of settings')
  for (const [name, value] of Object.entries(config)) assertSetting(name, value)
  return config
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(`not JSON: ${messageOf(cause)}`)
  }
}

function assertSetting(name: string, value: unknown): void {
  const type = Object.entries(types).find(([known]) => known === name)?.[1]
  if (type === undefined)
    throw invalid(`there is no setting "${name}"${didYouMean(name, Object.keys(types))}`)
  if (typeof value !== type)
    throw invalid(`"${name}" has to be ${withArticle(type)}, not ${JSON.stringify(value)}`)
  if (name === 'dataSources') assertDataSources(value)
}

function withArticle(type: string): string {
  return `${type === 'object' ? 'an' : 'a'} ${type}`
}

function assertDataSources(value: unknown): void {
  const sources = Object.entries(isObject(value) ? value : {})
  const wrong = sources.find(([, source]) => !isObject(source) || !isHttpUrl(source['http']))
  if (wrong === undefined) return
  const [name, source] = wrong
  throw invalid(
    `"dataSources": "${name}" has to be { "http": "https://…" }, not ${JSON.stringify(source)}`,
  )
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value)
}

function invalid(problem: string): EmulatorError {
  return new EmulatorError('USAGE', `${fileName}: ${problem}`)
}
