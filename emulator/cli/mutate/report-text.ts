import { placeText } from '../../definition/place-text.ts'
import type { Mutant } from '../../analysis/mutants/mutant.ts'
import { countOf, isSurvivor, scoreOf } from './mutation-report.ts'
import type { MutationReport } from './mutation-report.ts'
import type { TriedMutant } from './run-mutants.ts'

/** The report for the terminal (`analysis.md` §6.4). */
export function reportLines(report: MutationReport): readonly string[] {
  const survivors = report.tried.filter(isSurvivor)
  return [
    ...survivors.flatMap((one) => ['', ...survivorLines(one, report)]),
    ...notLoadedLines(report),
    '',
    ...summaryLines(report),
  ]
}

function survivorLines(
  { live, fate }: TriedMutant,
  { survivors }: MutationReport,
): readonly string[] {
  const { mutant, alike } = live
  const survivor = survivors.get(mutant.id)
  const { outcome, test = [], whyNot } = survivor ?? {}
  return [
    `SURVIVED  ${mutant.id}${fate === 'not exercised' ? '  (not exercised)' : ''}${placeOf(mutant)}`,
    `  mutant    ${mutant.text}${mutant.holder.includes('.') ? `  on ${mutant.holder}` : ''}`,
    ...(alike.length === 0 ? [] : [`  like      ${alike.map(({ id }) => id).join(', ')}`]),
    ...(outcome === undefined ? [] : [`  then      ${outcome}`]),
    ...(test.length === 0
      ? []
      : ['  caught by a test like', ...test.map((line) => `      ${line}`)]),
    ...(whyNot === undefined ? [] : [`  why not   ${whyNot}`]),
  ]
}

function placeOf({ place }: Mutant): string {
  return place === undefined ? '' : `  ${placeText(place)}`
}

function notLoadedLines({ tried }: MutationReport): readonly string[] {
  const ids = tried.flatMap(({ live, fate }) => (fate === 'not loaded' ? live.mutant.id : []))
  if (ids.length === 0) return []
  return [
    '',
    `not counted, because what ran opened no sandbox of the definition: ${ids.join(', ')}`,
  ]
}

function summaryLines(report: MutationReport): readonly string[] {
  const { killed, of, percent } = scoreOf(report)
  const { sample, shapeOnly, unstable, unmutated, tried } = report
  const alike = tried.reduce((sum, { live }) => sum + live.alike.length, 0)
  const counts = [
    [countOf(report, 'equivalent'), 'equivalent'],
    [countOf(report, 'stillborn'), 'stillborn'],
    [alike, 'like another'],
    [shapeOnly, 'of shape only'],
    [unstable.length, unstable.length === 1 ? 'unstable file' : 'unstable files'],
  ] as const
  const others = counts.filter(([count]) => count > 0).map((count) => count.join(' '))
  return [
    `mutation score ${percent.toFixed(1)} %  (${[`${killed} killed of ${of}`, ...others].join('; ')})`,
    ...(sample === undefined
      ? []
      : [`a sample of ${sample.tried} of ${sample.of} mutants, --seed ${sample.seed}`]),
    ...(unstable.length === 0
      ? []
      : [`not the same in two runs, so always run: ${unstable.map(placeOfFile).join(', ')}`]),
    ...(unmutated.length === 0
      ? []
      : [`not mutated, because AppSync's own directives guard them: ${unmutated.join(', ')}`]),
  ]
}

function placeOfFile(file: string): string {
  return file.startsWith('/') ? placeText(file) : file
}
