import { placeText } from '../definition/place-text.ts'
import { ruleText } from '../authorization/rule-text.ts'
import { pluralName } from '../graphql/types/names.ts'
import { tokenModeOfClient } from '../issuer/client-ids.ts'
import { userPoolIssuer } from '../model/aws-names.ts'
import type { Definition, Model } from '../model/definition.ts'
import { enabledModes } from '../model/modes.ts'
import type { AuthorizationModes } from '../model/modes.ts'
import type { Rule } from '../model/rule.ts'

/** Where the sandbox's own issuer and API are. */
export interface Addresses {
  readonly issuer: string
  readonly clientIds: readonly string[]
  readonly apiUrl: string
}

/** Models, fields, rules and modes as the engine sees them, for `GET /sandbox/definition`. */
export function definitionView(
  definition: Definition,
  loadedAt: string,
  addresses: Addresses,
): object {
  const { file, modes, models, enums } = definition
  return {
    file: placeText(file),
    loadedAt,
    apiUrl: addresses.apiUrl,
    models: models.map(modelView),
    enums,
    modes: modesView(modes, addresses),
  }
}

function modesView(modes: AuthorizationModes, { issuer, clientIds }: Addresses): object {
  const { defaultMode, additionalModes, oidc } = modes
  const clientsOf = (mode: string): readonly string[] =>
    clientIds.filter((id) => tokenModeOfClient(modes, id) === mode)
  const oidcView = oidc && {
    issuer,
    clientIds: clientsOf('oidc'),
    clientId: oidc.clientId ?? null,
    authTtlSeconds: oidc.authTtlSeconds ?? null,
    issueTtlSeconds: oidc.issueTtlSeconds ?? null,
  }
  const userPool = enabledModes(modes).includes('userPool') && {
    issuer,
    clientIds: clientsOf('userPool'),
    tokenIssuer: userPoolIssuer,
  }
  return {
    defaultMode,
    additionalModes,
    ...(oidcView && { oidc: oidcView }),
    ...(userPool && { userPool }),
  }
}

function modelView({ name, fields, identifier, rules, disabled }: Model): object {
  return {
    name,
    pluralName: pluralName(name),
    identifier,
    disabled,
    fields: fields.map((field) => ({ ...field, rules: field.rules.map(ruleView) })),
    rules: rules.map(ruleView),
  }
}

function ruleView(rule: Rule): object {
  return { text: ruleText(rule), ...rule }
}
