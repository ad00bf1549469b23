import type { Outcome, Scenario, Step } from './scenario.ts'

/** A scenario with the reference implementation's answers, as its `fuzz` command writes it. */
export interface OracleFile extends Omit<Scenario, 'steps' | 'evidence' | 'refused'> {
  readonly steps: readonly Omit<Step, 'case' | 'expected'>[]
  readonly expected: {
    readonly steps?: readonly Outcome[]
    readonly schemaError?: string
    readonly schemaProblems?: readonly string[]
  }
}

/** The same as a scenario of ours: each step beside its answer, or the sentence of the refusal and no steps. */
export function scenarioOf(file: OracleFile, evidence: string): Scenario {
  const { name, schema, authModes, identities, seed, expected } = file
  const refused = expected.schemaError ?? expected.schemaProblems?.join('; ')
  const common = { name, evidence, schema, authModes, identities }
  if (refused !== undefined) return { ...common, identities: {}, refused, steps: [] }
  const answers = expected.steps ?? []
  const steps = file.steps.flatMap((step, index) => {
    const answer = answers[index]
    return answer === undefined ? [] : [{ ...step, case: `step ${index}`, expected: answer }]
  })
  return { ...common, ...(seed === undefined ? {} : { seed }), steps }
}
