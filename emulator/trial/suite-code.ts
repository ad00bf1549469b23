import type { Witness } from '../analysis/witness.ts'
import { recordedCaller } from '../control/recorded-caller.ts'
import { sourceText } from '../control/source-text.ts'
import type { Persona } from '../issuer/persona.ts'
import type { Definition, Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import { sampleNamed, trialInput, trialItem } from './trial-item.ts'
import type { TrialModel } from './trial-item.ts'
import type { Untried } from './trial-request.ts'

/** What a suite is written for. */
export interface SuiteContext {
  readonly definition: Definition
  readonly personas: readonly Persona[]
}

/** The lines of a suite that ask what a witness asks and expect it granted or refused; why not, where no check asks it. */
export function suiteCode(
  witness: Witness,
  expected: 'granted' | 'refused',
  { definition, personas }: SuiteContext,
): readonly string[] | Untried {
  const { subject, asked } = witness
  const model = definition.models.find(({ name }) => name === subject.name)
  if (model === undefined) return { untried: `${callText(subject.name)} is called, not checked` }
  const caller = recordedCaller(asked.identity, personas, definition.modes)
  if (caller === undefined)
    return { untried: `no check has a caller of mode ${asked.identity.mode}` }
  const check = checkOf({ definition, model }, witness)
  if ('untried' in check) return check

  const verb = expected === 'granted' ? 'can' : 'cannot'
  const name = itemName(model)
  const target = check.isAboutItem ? name : sourceText(model.name)
  const given = [sourceText(check.operation), target, ...partsText(check.parts)].join(', ')
  return [
    ...(check.isAboutItem ? [putLine(name, { definition, model }, witness)] : []),
    `await sandbox.${caller.code}.${verb}(${given})`,
  ]
}

interface Check {
  readonly operation: string
  /** Whether it is about an item that is stored, or about the model as a whole. */
  readonly isAboutItem: boolean
  readonly parts?: Item
}

function checkOf(known: TrialModel, witness: Witness): Check | Untried {
  const { study, capability } = witness
  const [question = '', name = ''] = study.name.split(' ')
  switch (question) {
    case 'create':
      return {
        operation: 'create',
        isAboutItem: false,
        parts: { input: trialInput(known, witness) },
      }
    case 'get':
    case 'delete':
      return { operation: question, isAboutItem: true }
    case 'update':
      return { operation: 'update', isAboutItem: true, parts: changeOf(known, capability) }
    case 'list':
      return witness.asked.facts['partition'] === 'given'
        ? { untried: `it needs key arguments: ask models.${known.model.name}.list(…)` }
        : { operation: 'list', isAboutItem: true }
    case 'read':
      return witness.through === 'get'
        ? { operation: 'read', isAboutItem: true, parts: { field: name } }
        : { untried: `"${name}" shows in the result of a mutation alone` }
    case 'listen':
      return listenCheck(witness)
    case 'query':
      return { untried: `ask models.${known.model.name}.${name}(…)` }
    default:
      return { untried: `follow "${name}" from an item of ${known.model.name} with graphql(…)` }
  }
}

function changeOf(known: TrialModel, capability: string): Item {
  const [, verb, name] = /^(set|clear) (.+)$/.exec(capability) ?? []
  if (name === undefined) return {}
  return { input: { [name]: verb === 'clear' ? null : (sampleNamed(known, name) ?? 'x') } }
}

function listenCheck({ asked, capability }: Witness): Check {
  const { given, facts } = asked
  const args = Object.keys(given).length === 0 ? {} : { args: given }
  const filter = facts['clientFilter'] === 'given' ? { filter: { id: { ne: 'nothing' } } } : {}
  const isEvent = capability === 'hear'
  return {
    operation: isEvent ? 'hear' : 'listen',
    isAboutItem: isEvent,
    parts: { ...args, ...filter },
  }
}

/** What the sandbox makes up itself is left to it. */
function putLine(name: string, known: TrialModel, witness: Witness): string {
  const { model } = known
  const isIdImplied = !model.declaresIdentifier && !('id' in witness.asked.attributes)
  const stamps = ['__typename', 'createdAt', 'updatedAt', ...(isIdImplied ? ['id'] : [])]
  const item = Object.entries(trialItem(known, witness)).filter(
    ([field]) => !stamps.includes(field),
  )
  return `const ${name} = await sandbox.put(${sourceText(model.name)}, ${sourceText(Object.fromEntries(item))})`
}

function partsText(parts: Item = {}): readonly string[] {
  return Object.keys(parts).length === 0 ? [] : [sourceText(parts)]
}

/** A name that is no word of the language, whatever the model is called. */
function itemName({ name }: Model): string {
  const own = name.charAt(0).toLowerCase() + name.slice(1)
  return /^[a-z]\w*$/.test(own) && own.length > 6 ? own : `${own}Item`
}

/** `Query.echo` as an actor of a suite calls it. */
function callText(name: string): string {
  const [root = '', field = ''] = name.split('.')
  return `${root === 'Mutation' ? 'mutations' : 'queries'}.${field}(…)`
}
