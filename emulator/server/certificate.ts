import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'

/** What a server proves itself with, and what a client has to trust. */
export interface Certificate {
  /** PEM of the private key. */
  readonly key: string
  /** PEM of the certificate and of the authority that signed it. */
  readonly chain: string
  /** The file that holds the authority alone, to be trusted by clients. */
  readonly authorityFile: string
}

/** A certificate for these host names and addresses at this time. */
export interface CertificateRequest {
  readonly hosts: readonly string[]
  /** Milliseconds since the epoch, by this machine's clock, which is what clients go by. */
  readonly now: number
}

const dayMs = 24 * 60 * 60 * 1000

/** iOS refuses certificates of more than 825 days, whoever signed them. */
const lifetimeMs = 800 * dayMs

/** One that ends within a day is as good as expired: a sandbox may run that long. */
const renewedBeforeMs = dayMs

/** The certificate kept in the folder, so that it is trusted once; a new one where there is none, it expired or lacks a host. */
export async function loadCertificate(
  folder: string,
  request: CertificateRequest,
): Promise<Certificate> {
  return (await readCertificate(folder, request)) ?? createCertificate(folder, request)
}

async function readCertificate(
  folder: string,
  request: CertificateRequest,
): Promise<Certificate | undefined> {
  try {
    const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
    const key = await read(names.key)
    const chain = await read(names.chain)
    const certificate = new X509Certificate(chain)
    const authority = new X509Certificate(await read(names.authority))
    const fits =
      certificate.checkPrivateKey(createPrivateKey(key)) && certificate.verify(authority.publicKey)
    if (!fits || !isGood(certificate, request)) return undefined
    return { key, chain, authorityFile: join(folder, names.authority) }
  } catch {
    // Missing or damaged: both are mended by a new one.
    return undefined
  }
}

const names = { key: 'key.pem', chain: 'certificate.pem', authority: 'authority.pem' } as const

function isGood(certificate: X509Certificate, { hosts, now }: CertificateRequest): boolean {
  if (Date.parse(certificate.validTo) - renewedBeforeMs < now) return false
  return hosts.every((host) =>
    isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host),
  )
}

/**
 * An authority of its own signs the certificate, because browsers and phones take an authority for trusted, not a certificate.
 * Its key is thrown away: whoever trusts the authority trusts this one certificate and nothing else.
 */
async function createCertificate(
  folder: string,
  { hosts, now }: CertificateRequest,
): Promise<Certificate> {
  // Only now, because loading it takes a fifth of a second.
  const { generate } = await import('selfsigned')
  const validity = {
    algorithm: 'sha256',
    keyType: 'ec',
    notBeforeDate: new Date(now - dayMs),
    notAfterDate: new Date(now + lifetimeMs),
  } as const
  // A name of its own, so that an authority trusted earlier is not taken for this one.
  const authority = await generate([{ name: 'commonName', value: `Amplite sandbox ${now}` }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...validity,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map(altName) },
    ],
  })
  const chain = `${pem(server.cert)}${pem(authority.cert)}`
  return keep(folder, { key: server.private, chain, authority: pem(authority.cert) })
}

function altName(host: string): { type: 2; value: string } | { type: 7; ip: string } {
  return isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host }
}

function pem(text: string): string {
  return `${text.trim()}\n`
}

async function keep(
  folder: string,
  {
    key,
    chain,
    authority,
  }: { readonly key: string; readonly chain: string; readonly authority: string },
): Promise<Certificate> {
  await mkdir(folder, { recursive: true })
  const authorityFile = join(folder, names.authority)
  await replace(join(folder, names.key), key, 0o600)
  await replace(authorityFile, authority, 0o644)
  await replace(join(folder, names.chain), chain, 0o644)
  return { key, chain, authorityFile }
}

async function replace(file: string, text: string, mode: number): Promise<void> {
  await writeFile(`${file}.tmp`, text, { mode })
  await rename(`${file}.tmp`, file)
}
