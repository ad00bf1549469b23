import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { EmulatorError, messageOf } from '../errors.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { isObject } from '../model/is-object.ts'
import type { GivenSettings } from '../settings.ts'
import { levelFault } from './lint-levels.ts'

const fileName = 'amplite.config.json'

type SettingType = 'string' | 'number' | 'boolean' | 'object' | 'string or list of strings'

/** What each setting has to be. */
const types: Readonly<Record<keyof GivenSettings, SettingType>> = {
  definition: 'string',
  port: 'number',
  host: 'string',
  tls: 'boolean',
  issuer: 'string or list of strings',
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
  lint: 'object',
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
  if (!fits(type, value))
    throw invalid(`"${name}" has to be ${withArticle(type)}, not ${shown(name, value)}`)
  if (name === 'dataSources') assertDataSources(value)
  if (name === 'lint') assertLint(value)
}

function fits(type: SettingType, value: unknown): boolean {
  if (type !== 'string or list of strings') return typeof value === type
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  return texts.every((text) => typeof text === 'string')
}

/** A secret is not repeated, even if it is no good as one. */
function shown(name: string, value: unknown): string {
  return name === 'adminToken' ? `a ${typeof value}` : JSON.stringify(value)
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

function assertLint(value: unknown): void {
  const { rules = {}, ...others } = isObject(value) ? value : {}
  const [other] = Object.keys(others)
  if (!isObject(value) || other !== undefined || !isObject(rules))
    throw invalid(
      `"lint" has to be { "rules": { "shadowed-rule": "off" } }, not ${JSON.stringify(value)}`,
    )
  for (const [id, level] of Object.entries(rules)) {
    const fault = levelFault(id, level)
    if (fault !== undefined) throw invalid(`"lint": ${fault}`)
  }
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value)
}

function invalid(problem: string): EmulatorError {
  return new EmulatorError('USAGE', `${fileName}: ${problem}`)
}
