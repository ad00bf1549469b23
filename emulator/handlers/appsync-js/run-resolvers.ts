import { inspect } from 'node:util'

import type { Clock } from '../../clock.ts'
import type { ResolverFile } from '../../model/definition.ts'
import { createAppSyncModules } from '../appsync-utils/appsync-modules.ts'
import { DataSourceError } from '../data-source-error.ts'
import type { DataSources } from '../data-sources/data-sources.ts'
import type { HandlerCall } from '../handler-call.ts'
import type { HandlerLog } from '../handler-log.ts'
import { evaluateResolver } from './evaluate-resolver.ts'
import type { Evaluated, Evaluation } from './evaluate-resolver.ts'
import type { LoadedResolver } from './load-resolvers.ts'
import { contextOf, firstStash } from './resolver-context.ts'
import type { DataSourceAnswer, PipelineState } from './resolver-context.ts'

/** What running resolvers takes. */
export interface ResolverParts {
  readonly resolvers: ReadonlyMap<string, LoadedResolver>
  readonly dataSources: DataSources
  readonly clock: Clock
  readonly log: (entry: HandlerLog) => void
}

/** Runs the pipeline of a custom operation: each file's request, its data source, its response. */
export async function runResolvers(
  call: HandlerCall,
  files: readonly ResolverFile[],
  parts: ResolverParts,
): Promise<unknown> {
  let state: PipelineState = { stash: firstStash, previous: {} }
  for (const file of files) {
    const { value, stash, early } = await runFunction(call, file, { state, parts })
    state = { stash, previous: value }
    if (early?.endsPipeline === true) break
  }
  return state.previous
}

interface FunctionRun {
  readonly state: PipelineState
  readonly parts: ResolverParts
}

async function runFunction(
  call: HandlerCall,
  { file, dataSource }: ResolverFile,
  { state, parts }: FunctionRun,
): Promise<Evaluated> {
  const resolver = parts.resolvers.get(file)
  if (resolver === undefined) throw new Error(`${file} was not loaded`)
  const evaluator = evaluatorOf(call, resolver, parts)

  const request = evaluator.evaluate('request', contextOf(call, state))
  if (request.early !== undefined) return request

  const answer = await ask(dataSource, request.value, { call, parts })
  const after = { stash: request.stash, previous: state.previous }
  const appended = evaluator.errorsAppended()
  const response = evaluator.evaluate('response', contextOf(call, after, answer))
  if (answer.error !== undefined && evaluator.errorsAppended() === appended)
    noteSwallowed(answer.error, call, parts)
  return response
}

async function ask(
  dataSource: string,
  request: unknown,
  { call, parts }: { readonly call: HandlerCall; readonly parts: ResolverParts },
): Promise<DataSourceAnswer> {
  try {
    return { result: await parts.dataSources.ask(dataSource, request, call) }
  } catch (error) {
    if (!(error instanceof DataSourceError)) throw error
    const { message, type, result } = error
    return { result, error: { message, type } }
  }
}

interface Evaluator {
  evaluate(handler: Evaluation['handler'], ctx: Evaluation['ctx']): Evaluated
  /** How many errors `util.appendError()` was told so far. */
  errorsAppended(): number
}

function evaluatorOf(call: HandlerCall, resolver: LoadedResolver, parts: ResolverParts): Evaluator {
  const operation = call.operation.name
  const note = (message: string): void => parts.log({ operation, message })
  let appended = 0
  const modules = createAppSyncModules({
    clock: parts.clock,
    mode: call.identity.mode,
    fieldName: call.info.fieldName,
    parentTypeName: call.info.parentTypeName,
    appendError: (error) => {
      appended += 1
      call.appendError(error)
    },
    setSubscriptionFilter: call.setSubscriptionFilter,
    warn: note,
  })
  const print = (values: readonly unknown[]): void => note(values.map(shown).join(' '))
  return {
    evaluate: (handler, ctx) => evaluateResolver({ resolver, handler, ctx, modules, print }),
    errorsAppended: () => appended,
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value, { depth: 6, breakLength: Infinity })
}

/** AppSync leaves it to response() whether an error of the data source is one of the field. */
function noteSwallowed(
  { type, message }: NonNullable<DataSourceAnswer['error']>,
  { operation }: HandlerCall,
  { log }: ResolverParts,
): void {
  log({
    operation: operation.name,
    message: `response() did not pass on ctx.error, ${type}: ${message}`,
  })
}
