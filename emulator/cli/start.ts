import openInBrowser from 'open'

import type { FunctionOutput } from '../handlers/functions.ts'
import type { HandlerLog } from '../handlers/handler-log.ts'
import { startSandbox } from '../sandbox.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Settings } from '../settings.ts'
import type { EditEvent } from '../watch-inputs.ts'
import { banner } from './banner.ts'
import type { Output } from './output.ts'

/** Runs the sandbox until Ctrl-C or SIGTERM; a second one ends the process at once. */
export async function start(settings: Settings, output: Output): Promise<void> {
  const stopped = untilStopped()
  const sandbox = await startSandbox(settings, (event) => reportReload(event, settings, output), {
    onHandlerLog: (entry) => showHandlerLog(entry, settings, output),
    onFunctionOutput: (line) => showFunctionOutput(line, settings, output),
  })
  announce(sandbox, output)
  if (settings.open) await openInBrowser(sandbox.urls.console)
  await stopped
  await sandbox.close()
  if (!settings.json) output.line('stopped')
}

function announce(sandbox: Sandbox, output: Output): void {
  const { settings, urls, tls, world, warnings } = sandbox
  if (!settings.json) return output.line(banner(sandbox))
  const startedInMs = Math.round(performance.now())
  output.line(
    JSON.stringify({
      event: 'ready',
      ...urls,
      ...(tls === undefined ? {} : { https: tls.url, certificate: tls.certificate }),
      apiKey: world.apiKey ?? null,
      pid: process.pid,
      startedInMs,
    }),
  )
  for (const message of warnings) output.line(JSON.stringify({ event: 'warning', message }))
}

/** What an edit means from now on. */
const edits: Readonly<Record<EditEvent['event'], string>> = {
  reloaded: 'reloaded: the new rules are in force',
  'reload-failed': 'the last good rules stay in force',
  'outputs-failed': 'the new rules are in force',
  'personas-reloaded': 'reloaded: the new personas can sign in',
  'personas-failed': 'the last good personas stay',
  'seed-reloaded': 'reloaded: the new seed holds from the next reset on',
  'seed-failed': 'the last good seed stays',
}

function reportReload(event: EditEvent, { json }: Settings, output: Output): void {
  if (json) return output.line(JSON.stringify(event))
  const meaning = edits[event.event]
  if ('message' in event) return output.error(`amplite: ${event.message}\namplite: ${meaning}`)
  output.line(meaning)
  const warnings = 'warnings' in event ? (event.warnings ?? []) : []
  for (const warning of warnings) output.line(`note: ${warning}`)
  return undefined
}

function showFunctionOutput(line: FunctionOutput, { json }: Settings, output: Output): void {
  if (json) return output.line(JSON.stringify({ event: 'function-output', ...line }))
  const text = `[${line.function}] ${line.text}`
  if (line.stream === 'stdout') output.line(text)
  else output.error(text)
}

function showHandlerLog(entry: HandlerLog, { json }: Settings, output: Output): void {
  if (json) return output.line(JSON.stringify({ event: 'handler-log', ...entry }))
  return output.line(`[${entry.operation}] ${entry.message}`)
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        // Whoever asks twice does not want to wait.
        process.once(signal, () => process.exit(130))
        resolve()
      })
    }
  })
}
