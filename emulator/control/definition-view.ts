import { placeText } from '../definition/place-text.ts'
import { ruleText } from '../authorization/rule-text.ts'
import { pluralName } from '../graphql/types/names.ts'
import type { Definition, Model } from '../model/definition.ts'
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
  const { issuer, clientIds, apiUrl } = addresses
  const { defaultMode, additionalModes, oidc } = modes
  return {
    file: placeText(file),
    loadedAt,
    apiUrl,
    models: models.map(modelView),
    enums,
    modes: {
      defaultMode,
      additionalModes,
      ...(oidc === undefined
        ? {}
        : {
            oidc: {
              issuer,
              clientIds,
              clientId: oidc.clientId ?? null,
              authTtlSeconds: oidc.authTtlSeconds ?? null,
              issueTtlSeconds: oidc.issueTtlSeconds ?? null,
            },
          }),
    },
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
