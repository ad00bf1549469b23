import type { Clock } from './clock.ts'
import { openCertificate } from './open-certificate.ts'
import { listen } from './server/server.ts'
import type { ListeningServer } from './server/server.ts'
import type { Settings } from './settings.ts'

/** What undoes a start, the last step first. */
export type CleanUp = (() => Promise<void> | void)[]

/** Where TLS is spoken, and by whom it is trusted. */
export interface TlsAddress {
  /** e.g. `https://localhost:20002`. */
  readonly url: string
  /** PEM file of the authority that clients have to trust. */
  readonly certificate: string
}

/** Listens as the settings say, with TLS where they ask for it. */
export async function openServer(
  settings: Settings,
  clock: Clock,
  cleanUp: CleanUp,
): Promise<{ readonly server: ListeningServer; readonly tls: TlsAddress | undefined }> {
  const opened = await openCertificate(settings, clock)
  if (opened !== undefined) cleanUp.push(() => opened.cleanUp())
  const certificate = opened?.certificate
  const { host, port, portGiven } = settings
  const server = await listen({ host, port, orNext: !portGiven, certificate })
  cleanUp.push(() => server.close())
  return { server, tls: certificate && tlsAddress(server.port, certificate.authorityFile) }
}

function tlsAddress(port: number, certificate: string): TlsAddress {
  return { url: new URL(`https://localhost:${port}`).origin, certificate }
}
