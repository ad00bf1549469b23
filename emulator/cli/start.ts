import openInBrowser from 'open'

import type { FunctionOutput } from '../handlers/functions.ts'
import type { HandlerLog } from '../handlers/handler-log.ts'
import type { ReloadEvent } from '../reload.ts'
import { startSandbox } from '../sandbox.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Settings } from '../settings.ts'
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

function reportReload(event: ReloadEvent, { json }: Settings, output: Output): void {
  if (json) return output.line(JSON.stringify(event))
  if (event.event === 'reloaded') {
    output.line('reloaded: the new rules are in force')
    for (const warning of event.warnings ?? []) output.line(`note: ${warning}`)
    return undefined
  }
  const rules =
    event.event === 'outputs-failed'
      ? 'the new rules are in force'
      : 'the last good rules stay in force'
  return output.error(`amplite: ${event.message}\namplite: ${rules}`)
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
