import type { Evidence, TriedEntry } from '../trial/try-diff.ts'
import {
  answersOf,
  callerText,
  countText,
  isTried,
  nothingText,
  storedText,
  triedText,
} from './diff-report.ts'
import type { DiffReport } from './diff-report.ts'
import { lockLimits } from './lock-base.ts'

const signs = { gained: '➕ gained', lost: '➖ lost', shape: '↔ shape' } as const

/** A comparison for a pull request (`analysis.md` §3.4). */
export function diffMarkdown(report: DiffReport): string {
  const { base, head, compared, entries } = report
  const parts = [
    `### Access diff: ${entries.length === 0 ? 'no access changed' : countText(report)}`,
    entries.length === 0
      ? `Base ${base}, head: ${head}. ${nothingText(report)}.`
      : `Base ${base}, head: ${head}. ${compared} cases compared, every entry executed ${triedText(report)}.`,
    ...(entries.length === 0 ? [] : [tableOf(report)]),
    ...report.lostDeletes.map(
      ({ model, who, fields }) =>
        `**Not granted although the rule says so:** \`delete\` on ${model} for ${who} (every field must grant it; ${fields.map(code).join(', ')} ${fields.length === 1 ? 'does' : 'do'} not).`,
    ),
    ...report.renames.map(
      ({ from, to }) =>
        `Looks like a rename of ${code(from)} to ${code(to)}: the same fields and rules.`,
    ),
    ...configurationPart(report),
    ...(report.isFromLock === true ? [`Note: ${lockLimits}.`] : []),
    ...entries.flatMap((entry) => entry.evidence.map((one) => detailsOf(entry, one))),
  ]
  return `${parts.join('\n\n')}\n`
}

function tableOf({ entries, placeOf }: DiffReport): string {
  const rows = entries.map((entry) => {
    const { change, who, mode, on, place } = entry
    const rule = place === undefined ? '' : linkTo(placeOf(place))
    const caller = who.length === 0 ? `any caller (${mode})` : who.map(cell).join('; ')
    const what = entry.capabilities.map((one) => capabilityText(one, entry.subject)).join(', ')
    return `| ${signs[change]} | ${caller} | ${what} | ${on.length === 0 ? 'always' : on.map(cell).join('; ')} | ${rule} |`
  })
  return ['| | who | what | when | rule |', '|---|---|---|---|---|', ...rows].join('\n')
}

function linkTo({ file, line }: { readonly file: string; readonly line: number }): string {
  return `[${file.split('/').at(-1) ?? file}:${line}](${file}#L${line})`
}

/** `read ssn` → **read** `Employee.ssn`; `clear name` → set `Employee.name` to **null**. */
function capabilityText(capability: string, subject: string): string {
  const [verb = '', name] = capability.split(' ')
  if (name === undefined) return `**${verb}** ${code(subject)}`
  if (verb === 'clear') return `set ${code(`${subject}.${name}`)} to **null**`
  if (verb === 'send') return `**create** with ${code(`${subject}.${name}`)}`
  if (verb === 'query' || verb === 'call') return `**${verb}** ${code(name)}`
  return `**${verb}** ${code(`${subject}.${name}`)}`
}

function code(text: string): string {
  return `\`${text}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function detailsOf({ change, subject }: TriedEntry, evidence: Evidence): string {
  const title = `<details><summary>${change}: ${evidence.capability} (${subject})</summary>`
  if (!isTried(evidence)) return `${title}\n\nNot tried: ${evidence.untried}.\n</details>`
  const { witness, trial } = evidence
  const { stored, request } = trial
  const [before, after] = answersOf(evidence)
  const who = witness.persona === undefined ? '' : `${witness.persona}, `
  const item = stored === undefined ? '' : `, stored item ${code(storedText(stored))}`
  const variables =
    Object.keys(request.variables).length === 0
      ? ''
      : `\n# variables: ${JSON.stringify(request.variables)}`
  return [
    title,
    `Token: ${who}${code(callerText(witness.asked))}${item}`,
    `\`\`\`graphql\n${request.query}${variables}\n\`\`\``,
    `before: ${before} · after: ${after}\n</details>`,
  ].join('\n\n')
}

function configurationPart({ configuration }: DiffReport): readonly string[] {
  if (configuration.length === 0) return []
  const rows = configuration.map(
    ({ setting, before = 'none', after = 'none' }) =>
      `| ${setting} | ${cell(before)} | ${cell(after)} |`,
  )
  return [
    ['**Configuration**', '', '| setting | before | after |', '|---|---|---|', ...rows].join('\n'),
  ]
}
