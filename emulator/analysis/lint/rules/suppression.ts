import type { CatalogueEntry } from '../lint-rule.ts'

/** Comments that ask to leave findings out and do not say it right, or leave out nothing; found after all others. */
export const suppression: CatalogueEntry = {
  id: 'suppression',
  severity: 'error',
  kind: 'configuration',
  title: 'A comment that is to leave a finding out does not',
  help: '`// amplite-ignore <rule>[, <rule>…] -- <reason>` leaves findings out: on a line of the rule, or alone on the line above it; for models, fields and settings on or above the line of their key. The reason takes ten characters or more. There is no form for whole files and none for all rules; `lint.rules` in `amplite.config.json` sets how rules weigh everywhere.',
}
