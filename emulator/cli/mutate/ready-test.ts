import type { Witness } from '../../analysis/witness.ts'
import { recordedCaller } from '../../control/recorded-caller.ts'
import { sourceText } from '../../control/source-text.ts'
import type { Persona } from '../../issuer/persona.ts'
import type { Definition } from '../../model/definition.ts'
import { isObject } from '../../model/is-object.ts'
import type { Item } from '../../model/item.ts'
import type { Trial } from '../../trial/try-witness.ts'

/** A witness that was put to the definition and to a mutant of it. */
export interface Proof {
  readonly witness: Witness
  readonly trial: Trial
}

/** Answers with which `can` is content. */
const granted = new Set(['allow', 'show', 'value', 'hear', 'conditional check fails'])

/** Lines of a test that the definition passes and the mutant does not; where no check says it, the request and both answers. */
export function readyTest(
  proof: Proof,
  definition: Definition,
  personas: readonly Persona[],
): readonly string[] {
  const { witness, trial } = proof
  const caller = recordedCaller(witness.asked.identity, personas, definition.modes)
  if (caller === undefined) return requestLines('as', proof)
  const check = checkOf(proof)
  if (check === undefined) return requestLines(caller.code, proof)
  const [before] = trial.tried
  const verb = isGranted(before?.word ?? '') ? 'can' : 'cannot'
  const model = sourceText(witness.subject.name)
  const name = itemName(witness.subject.name)
  const target = trial.stored === undefined ? model : name
  const request = check.request === undefined ? '' : `, ${sourceText(check.request)}`
  return [
    ...(trial.stored === undefined
      ? []
      : [`const ${name} = await sandbox.put(${model}, ${sourceText(written(trial.stored))})`]),
    `await sandbox.${caller.code}.${verb}('${check.operation}', ${target}${request})`,
  ]
}

interface Check {
  readonly operation: string
  readonly request?: Item
}

/** How a suite asks it; undefined: it cannot, or the difference is none of granting and refusing. */
function checkOf(proof: Proof): Check | undefined {
  const [before, after] = proof.trial.tried.map(({ word }) => isGranted(word))
  const [kind = ''] = proof.witness.study.name.split(' ')
  const isOfModel = kind === 'create' || kind === 'list'
  if (before === after || (proof.trial.stored === undefined && !isOfModel)) return undefined
  return checks[kind]?.(proof)
}

const checks: Readonly<Record<string, (proof: Proof) => Check | undefined>> = {
  create: ({ trial }) => withInput('create', trial),
  update: ({ trial }) => withInput('update', trial),
  get: () => ({ operation: 'get' }),
  delete: () => ({ operation: 'delete' }),
  list: () => ({ operation: 'list' }),
  listen: ({ witness }) => (isPlainHearing(witness) ? { operation: 'hear' } : undefined),
  read: ({ witness: { through, study } }) =>
    through === 'get'
      ? { operation: 'read', request: { field: study.name.slice('read '.length) } }
      : undefined,
}

function isGranted(word: string): boolean {
  return granted.has(word.split(',')[0] ?? '')
}

/** A check hears of changes without any argument. */
function isPlainHearing({ capability, asked }: Witness): boolean {
  const { clientFilter } = asked.facts
  const isPlain = Object.keys(asked.given).length === 0 && clientFilter !== 'given'
  return capability === 'hear' && isPlain
}

function withInput(operation: string, trial: Trial): Check {
  const input = withoutKey(trial)
  return Object.keys(input).length === 0 ? { operation } : { operation, request: { input } }
}

/** `can` adds the key itself. */
function withoutKey({ request, stored }: Trial): Item {
  const { input } = request.variables
  if (!isObject(input)) return {}
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => stored === undefined || stored[name] !== value),
  )
}

/** What AppSync adds; `put` adds it too. */
function written(stored: Item): Item {
  const added = ['__typename', 'createdAt', 'updatedAt']
  return Object.fromEntries(Object.entries(stored).filter(([name]) => !added.includes(name)))
}

function requestLines(caller: string, { trial, witness }: Proof): readonly string[] {
  const { query, variables } = trial.request
  const given = Object.keys(variables).length === 0 ? '' : `, ${sourceText(variables)}`
  const [before, after] = trial.tried
  const put =
    trial.stored === undefined
      ? []
      : [
          `await sandbox.put(${sourceText(witness.subject.name)}, ${sourceText(written(trial.stored))})`,
        ]
  return [
    ...put,
    `await sandbox.${caller}.graphql(${sourceText(query)}${given})`,
    `// the definition answers: ${before?.word}; the mutant: ${after?.word}`,
  ]
}

function itemName(model: string): string {
  return `one${model}`
}
