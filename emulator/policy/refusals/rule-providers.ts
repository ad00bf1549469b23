import type { Definition } from '../../model/definition.ts'
import { enabledModes } from '../../model/modes.ts'
import type { Mode } from '../../model/modes.ts'
import { modeOf } from '../../model/rule.ts'
import type { Provider, Rule, Strategy } from '../../model/rule.ts'
import { refuseRule } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { writtenRules } from './written-rules.ts'

/** Every rule's provider fits its strategy and is configured (`auth-semantics` §1.4, §1.5). */
export function ruleProviders(definition: Definition): readonly Refusal[] {
  const modes = enabledModes(definition.modes)
  return writtenRules(definition).flatMap(({ rule, subject }) => {
    const message = strategyFault(rule) ?? modeFault(rule, modes)
    return message === undefined ? [] : [refuseRule(rule, subject, message)]
  })
}

/** AWS's list for `private` leaves out oidc, which it takes. */
const providersOf: Readonly<Record<Strategy, { takes: readonly Provider[]; text: string }>> = {
  private: {
    takes: ['userPools', 'identityPool', 'oidc'],
    text: "'userPools' (default) and 'identityPool' providers",
  },
  public: {
    takes: ['apiKey', 'identityPool'],
    text: "'apiKey' (default) and 'identityPool' providers",
  },
  owner: { takes: ['userPools', 'oidc'], text: "'userPools' (default) and 'oidc' providers" },
  groups: { takes: ['userPools', 'oidc'], text: "'userPools' and 'oidc' providers" },
  custom: { takes: ['function'], text: "'function' (default) provider" },
}

function strategyFault({ strategy, provider }: Rule): string | undefined {
  const { takes, text } = providersOf[strategy]
  if (takes.includes(provider)) return undefined
  return `@auth directive with '${strategy}' strategy only supports ${text}, but found '${provider}' assigned.`
}

const configurations: Readonly<Record<Provider, string>> = {
  apiKey: 'API Key',
  oidc: 'OPENID_CONNECT',
  userPools: 'Cognito User Pools',
  identityPool: 'IAM',
  function: 'Lambda',
}

function modeFault({ provider }: Rule, modes: readonly Mode[]): string | undefined {
  if (modes.includes(modeOf(provider))) return undefined
  return `@auth directive with '${provider}' provider found, but the project has no ${configurations[provider]} authentication provider configured.`
}
