import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { loadCertificate } from '../../emulator/server/certificate.ts'
import { newFolder } from '../running-sandbox.ts'

const hosts = ['localhost', '127.0.0.1', '::1', '10.0.2.2']
const now = Date.parse('2030-01-01T00:00:00Z')
const dayMs = 24 * 60 * 60 * 1000

test('the certificate is for every host, signed by an authority that may sign nothing more', async (t) => {
  const folder = join(newFolder(t), 'tls')

  const { chain, key, authorityFile } = await loadCertificate(folder, { hosts, now })

  const server = new X509Certificate(chain)
  const authority = new X509Certificate(readFileSync(authorityFile))
  assert.equal(
    server.subjectAltName,
    'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:10.0.2.2',
  )
  assert.deepEqual([server.ca, authority.ca], [false, true])
  assert.ok(server.verify(authority.publicKey))
  assert.ok(authority.verify(authority.publicKey))
  assert.match(chain, /END CERTIFICATE-----\n-----BEGIN/)
  const days = (Date.parse(server.validTo) - Date.parse(server.validFrom)) / dayMs
  assert.ok(days <= 825, `${days} days`)
  assert.equal(statSync(join(folder, 'key.pem')).mode & 0o777, 0o600)
  assert.equal(readFileSync(join(folder, 'key.pem'), 'utf8'), key)
})

const starts = [
  { title: 'is kept from start to start', at: now + 30 * dayMs, hosts, isKept: true },
  { title: 'is kept where fewer hosts are asked for', at: now, hosts: ['::1'], isKept: true },
  { title: 'is renewed when it has expired', at: now + 801 * dayMs, hosts, isKept: false },
  { title: 'is renewed a day before', at: now + 799.5 * dayMs, hosts, isKept: false },
  {
    title: 'is renewed for another address',
    at: now,
    hosts: [...hosts, '192.0.2.7'],
    isKept: false,
  },
  { title: 'is renewed for another name', at: now, hosts: [...hosts, 'dev.test'], isKept: false },
]

for (const { title, at, hosts: wanted, isKept } of starts) {
  test(`the certificate ${title}`, async (t) => {
    const folder = newFolder(t)
    const first = await loadCertificate(folder, { hosts, now })

    const second = await loadCertificate(folder, { hosts: wanted, now: at })

    assert.equal(second.chain === first.chain, isKept)
    assert.equal(second.key === first.key, isKept)
  })
}

for (const name of ['key.pem', 'certificate.pem', 'authority.pem']) {
  test(`a damaged ${name} is replaced`, async (t) => {
    const folder = newFolder(t)
    await loadCertificate(folder, { hosts, now })
    writeFileSync(join(folder, name), 'damaged')

    const { chain, authorityFile } = await loadCertificate(folder, { hosts, now })

    const authority = new X509Certificate(readFileSync(authorityFile))
    assert.ok(new X509Certificate(chain).verify(authority.publicKey))
    assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'), /damaged/)
  })
}
