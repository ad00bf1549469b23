import { mkdtemp, rm } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Clock } from './clock.ts'
import { loadCertificate } from './server/certificate.ts'
import type { Certificate } from './server/certificate.ts'
import type { Settings } from './settings.ts'

/** A certificate and how to leave nothing of it behind. */
export interface OpenedCertificate {
  readonly certificate: Certificate
  cleanUp(): Promise<void>
}

/** The certificate that `--tls` asks for: kept beside the items, or for this run alone where nothing is kept. */
export async function openCertificate(
  { tls, dataFolder, host }: Settings,
  clock: Clock,
): Promise<OpenedCertificate | undefined> {
  if (!tls) return undefined
  const request = { hosts: hostsOf(host), now: clock.now() }
  if (dataFolder !== undefined) {
    const certificate = await loadCertificate(join(dataFolder, 'tls'), request)
    return { certificate, cleanUp: () => Promise.resolve() }
  }
  const folder = await mkdtemp(join(tmpdir(), 'amplite-tls-'))
  const certificate = await loadCertificate(folder, request)
  return { certificate, cleanUp: () => rm(folder, { recursive: true, force: true }) }
}

/** 10.0.2.2 is how the Android emulator calls the machine that it runs on. */
const localHosts = ['localhost', '127.0.0.1', '::1', '10.0.2.2']

function hostsOf(host: string): readonly string[] {
  const others = host === '0.0.0.0' || host === '::' ? addressesOfMachine() : [host]
  return [...new Set([...localHosts, ...others])]
}

/** By these, phones in the same network reach a sandbox that listens everywhere. */
function addressesOfMachine(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}
