import { enabledModes } from '../../../model/modes.ts'
import type { Mode } from '../../../model/modes.ts'
import { modeOf } from '../../../model/rule.ts'
import { callerOf } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import type { ProofRequest } from '../proof.ts'

/** A door that leads nowhere. */
export const modeWithoutRules: LintRule = {
  id: 'mode-without-rules',
  severity: 'note',
  kind: 'configuration',
  title: 'The API lets a kind of caller in that no rule speaks of',
  help: 'Each mode is a way in. Where no rule is of its kind, its callers pass the door and are refused everywhere behind it: an API key that is made and handed out for nothing. Turn the mode off, or write the rules that it is there for.',
  find: (subject) => {
    const used = usedModes(subject)
    return enabledModes(subject.definition.modes)
      .filter((mode) => !used.has(mode))
      .flatMap((mode) => findingOf(subject, mode))
  },
}

/** Of the two that cannot be turned off in `authorizationModes` nobody need hear: IAM, and the pool of an auth resource. */
const settings: Readonly<Partial<Record<Mode, string>>> = {
  apiKey: 'apiKeyAuthorizationMode',
  oidc: 'oidcAuthorizationMode',
  lambda: 'lambdaAuthorizationMode',
}

function usedModes({ rules, definition }: LintSubject): ReadonlySet<Mode> {
  const gates = [...definition.operations, ...definition.customTypes].flatMap(
    (one) => one.gates ?? [],
  )
  return new Set([
    ...rules.map(({ rule }) => modeOf(rule.provider)),
    ...gates.map(({ mode }) => mode),
  ])
}

function findingOf({ definition }: LintSubject, mode: Mode): readonly Finding[] {
  const isDefault = definition.modes.defaultMode === mode
  const setting = settings[mode]
  const ask = anyRequest(definition)
  if ((setting === undefined && !isDefault) || ask === undefined) return []
  const kind = mode === 'apiKey' ? 'public' : 'private'
  return [
    {
      message: `no rule is about callers of mode ${mode}: the API lets them in and refuses them everywhere`,
      fix: isDefault
        ? `make a mode that rules speak of the defaultAuthorizationMode, or write rules for ${mode}`
        : `delete ${setting ?? mode}, or write rules for ${mode}`,
      about: isDefault ? 'defaultAuthorizationMode' : (setting ?? mode),
      proof: {
        kind: 'steps',
        steps: [
          {
            caller: callerOf({ mode, kind }, { sub: 'alice' }),
            ask,
            answer: { status: 'refused' },
          },
        ],
      },
    },
  ]
}

function anyRequest({ models, operations }: LintSubject['definition']): ProofRequest | undefined {
  const model = models.find(({ disabled }) => !disabled.includes('list'))
  if (model !== undefined) return { operation: 'list', model: model.name }
  const operation = operations.find(({ root }) => root !== 'Subscription')
  if (operation === undefined) return undefined
  return { operation: 'call', name: `${operation.root}.${operation.name}` }
}
