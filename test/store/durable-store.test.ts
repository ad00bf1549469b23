import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { openDurableStore } from '../../emulator/store/durable-store.ts'
import { appendText } from '../../emulator/store/journal.ts'
import { temporaryFolder } from './temporary-folder.ts'
import type { AppendText } from '../../emulator/store/journal.ts'
import type { Store } from '../../emulator/store/store.ts'

const todos = { name: 'Todo', identifier: ['id'] }

async function openStore(t: TestContext, folder: string, append?: AppendText): Promise<Store> {
  const store = await openDurableStore(folder, append)
  t.after(() => store.close())
  return store
}

/** What somebody who opens the folder finds. */
async function recordsIn(folder: string): Promise<object> {
  const store = await openDurableStore(folder)
  const records = await store.records()
  await store.close()
  return records
}

function put(id: string, more: object = {}): string {
  return `${JSON.stringify({ op: 'put', model: 'Todo', key: { id }, item: { id, ...more } })}\n`
}

/** A folder as a killed process leaves it. */
function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(t)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

function textOf(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8')
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: no space left on device, write`), { code })
}

/** Runs the writing process and kills it once so many writes were acknowledged; the ids of all that were. */
async function killAfter(acknowledged: number, folder: string): Promise<readonly string[]> {
  const script = join(import.meta.dirname, 'create-until-killed.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, `${acknowledged}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const ids: string[] = []
  for await (const id of createInterface({ input: child.stdout })) {
    ids.push(id)
    if (ids.length === acknowledged) child.kill('SIGKILL')
  }
  await ended
  return ids
}

test('every acknowledged item survives kill -9, whole, in several rounds on one folder', async (t) => {
  const folder = temporaryFolder(t)
  const acknowledged: string[] = []

  for (const round of [1, 23, 150, 501]) {
    acknowledged.push(...(await killAfter(round, folder)))
    const store = await openDurableStore(folder)

    for (const id of acknowledged) {
      assert.deepEqual(await store.get(todos, { id }), { id, text: id.repeat(2000) })
    }
    const { Todo: items = [] } = await store.records()
    for (const { id, text } of items) assert.equal(text, String(id).repeat(2000))
    assert.deepEqual(readdirSync(folder).toSorted(), ['items.journal', 'items.json', 'items.lock'])
    await store.close()
  }
  assert.ok(acknowledged.length >= 675)
})

test('closing leaves a readable snapshot, an empty journal and no lock', async (t) => {
  const folder = join(temporaryFolder(t), 'new', 'folder')
  const store = await openStore(t, folder)
  await store.create(todos, { id: '1', title: 'x', tags: ['a'] })
  await store.create({ name: 'Note', identifier: ['id'] }, { id: 'n' })
  await store.close()

  const records = { Todo: [{ id: '1', title: 'x', tags: ['a'] }], Note: [{ id: 'n' }] }
  assert.equal(textOf(folder, 'items.json'), `${JSON.stringify(records, null, 2)}\n`)
  assert.equal(textOf(folder, 'items.journal'), '')
  assert.deepEqual(readdirSync(folder).toSorted(), ['items.journal', 'items.json'])
  assert.deepEqual(await recordsIn(folder), records)
})

test('deleting everything leaves an empty snapshot', async (t) => {
  const folder = folderWith(t, { 'items.json': '{ "Todo": [ { "id": "1" } ] }' })
  const store = await openStore(t, folder)
  await store.delete(todos, { id: '1' })
  await store.close()

  assert.equal(textOf(folder, 'items.json'), '{}\n')
})

test('a snapshot that nobody wrote to stays as it was formatted by hand', async (t) => {
  const text = '{ "Todo": [ { "id": "1", "title": "by hand" } ],\n  "Empty": [] }'
  const folder = folderWith(t, { 'items.json': text })

  assert.deepEqual(await recordsIn(folder), { Todo: [{ id: '1', title: 'by hand' }] })
  assert.equal(textOf(folder, 'items.json'), text)
})

test('a write is one line in the journal, there before it is acknowledged', async (t) => {
  const folder = temporaryFolder(t)
  const store = await openStore(t, folder)

  await store.create(todos, { id: '1', title: 'x' })
  await store.update(todos, { id: '1' }, { set: { title: 'y' }, remove: [] })
  await store.delete(todos, { id: '1' })
  await store.delete(todos, { id: '1' })

  const line = '{"op":"delete","model":"Todo","key":{"id":"1"}}\n'
  assert.equal(
    textOf(folder, 'items.journal'),
    put('1', { title: 'x' }) + put('1', { title: 'y' }) + line,
  )
})

test('writes that come while the disk is busy share one append', async (t) => {
  const appended: number[] = []
  const store = await openStore(t, temporaryFolder(t), (file, text) => {
    appended.push(text.split('\n').length - 1)
    return appendText(file, text)
  })

  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => store.create(todos, { id })))
  assert.deepEqual(appended, [1, 4])
})

test('nobody reads a write before it is durable', async (t) => {
  const disk = new EventEmitter()
  const free = once(disk, 'free')
  const store = await openStore(t, temporaryFolder(t), async (file, text) => {
    await free
    await appendText(file, text)
  })

  const creating = store.create(todos, { id: '1' })
  assert.equal(await store.get(todos, { id: '1' }), undefined)
  disk.emit('free')
  await creating
  assert.deepEqual(await store.get(todos, { id: '1' }), { id: '1' })
})

test('the torn end of a journal is dropped, and writing goes on after it', async (t) => {
  const whole = put('1', { title: 'größe' })
  for (const cut of [1, 20, put('2').length - 1]) {
    const folder = folderWith(t, { 'items.journal': whole + put('2').slice(0, cut) })
    const store = await openStore(t, folder)
    await store.create(todos, { id: '3' })
    await store.close()

    assert.deepEqual(await recordsIn(folder), { Todo: [{ id: '1', title: 'größe' }, { id: '3' }] })
  }
})

test('a journal that the snapshot contains already changes nothing', async (t) => {
  const journal =
    put('1', { n: 1 }) +
    put('2') +
    '{"op":"replace","records":{"Todo":[{"id":"1","n":2},{"id":"3"}]}}\n' +
    put('4') +
    '{"op":"delete","model":"Todo","key":{"id":"3"}}\n' +
    put('1', { n: 3 })
  const expected = { Todo: [{ id: '1', n: 3 }, { id: '4' }] }

  const folder = folderWith(t, { 'items.journal': journal })
  assert.deepEqual(await recordsIn(folder), expected)
  writeFileSync(join(folder, 'items.journal'), journal)
  assert.deepEqual(await recordsIn(folder), expected)
})

test('a half-written draft of a snapshot does no harm', async (t) => {
  const folder = folderWith(t, { 'items.json.tmp': '{ "Todo": [', 'items.journal': put('1') })

  assert.deepEqual(await recordsIn(folder), { Todo: [{ id: '1' }] })
  assert.equal(existsSync(join(folder, 'items.json.tmp')), false)
})

test('a journal that has grown is folded while the store is open', async (t) => {
  const folder = temporaryFolder(t)
  const store = await openStore(t, folder)
  const items = ['1', '2', '3'].map((id) => ({ id, text: 'x'.repeat(400_000) }))

  for (const item of items) await store.create(todos, item)
  await store.create(todos, { id: '4' })

  assert.equal(textOf(folder, 'items.journal'), put('4'))
  assert.deepEqual(JSON.parse(textOf(folder, 'items.json')), { Todo: items })
})

const broken = [
  {
    title: 'a snapshot that is not JSON',
    files: { 'items.json': '{\n  "Todo": [\n    { "id": "1", }\n  ]\n}\n' },
    message: 'items.json:3: is not JSON; repair the file, or delete it to start without items',
  },
  {
    title: 'an empty snapshot',
    files: { 'items.json': '' },
    message: 'items.json:1: is not JSON; repair the file, or delete it to start without items',
  },
  {
    title: 'a snapshot that ends too early',
    files: { 'items.json': '{\n  "Todo": [\n    { "id": "1\n' },
    message: 'items.json:3: is not JSON; repair the file, or delete it to start without items',
  },
  {
    title: 'a snapshot with something after its end',
    files: { 'items.json': '{}\n\n}' },
    message: 'items.json:3: is not JSON; repair the file, or delete it to start without items',
  },
  {
    title: 'a snapshot that is a list',
    files: { 'items.json': '\n[]' },
    message:
      'items.json:2: must be an object with a list of items by model; repair the file, or delete it to start without items',
  },
  {
    title: 'a model without a list',
    files: { 'items.json': '{\n  "Post": [],\n  "Todo": { "id": "1" }\n}' },
    message:
      'items.json:3: model "Todo" must have a list of items; repair the file, or delete it to start without items',
  },
  {
    title: 'an item that is no object',
    files: { 'items.json': '{\n  "Todo": [\n    { "id": "1" },\n    "2"\n  ]\n}' },
    message:
      'items.json:4: model "Todo", item 2 must be an object of attributes; repair the file, or delete it to start without items',
  },
  {
    title: 'a broken line inside the journal',
    files: { 'items.journal': `${put('1')}{"op":"put","mo\n${put('2')}` },
    message:
      'items.journal:2: is no write; delete that line to lose its write, or the file to lose the latest ones',
  },
  {
    title: 'a journal line of another kind',
    files: { 'items.journal': '{"op":"drop","model":"Todo","key":{"id":"1"}}\n' },
    message:
      'items.journal:1: is no write; delete that line to lose its write, or the file to lose the latest ones',
  },
]

for (const { title, files, message } of broken) {
  test(`${title} is refused with its line, and left alone`, async (t) => {
    const folder = folderWith(t, files)

    await assert.rejects(openDurableStore(folder), {
      name: 'EmulatorError',
      code: 'STORE_INVALID',
      message: join(folder, message),
    })
    for (const [name, text] of Object.entries(files)) assert.equal(textOf(folder, name), text)
    assert.equal(existsSync(join(folder, 'items.lock')), false)
  })
}

test('a hand-edited item without its key is refused when its model is read', async (t) => {
  const folder = folderWith(t, { 'items.json': '{ "Todo": [ { "id": "1" }, { "ID": "2" } ] }' })
  const store = await openStore(t, folder)

  await assert.rejects(store.get(todos, { id: '1' }), {
    code: 'STORE_INVALID',
    message: `${join(folder, 'items.json')}: model "Todo", item 2: key attribute "id" is not a text or a number; give it one, or delete the item`,
  })
})

test('a second store on the folder is refused by pid until the first one is closed', async (t) => {
  const folder = temporaryFolder(t)
  const store = await openStore(t, folder)
  const message = `${join(folder, 'items.lock')}: the items are in use by process ${process.pid}; stop it or choose another folder with --data, or delete this file if no sandbox runs`

  await assert.rejects(openDurableStore(folder), { code: 'STORE_LOCKED', message })
  await store.close()
  assert.deepEqual(await recordsIn(folder), {})
})

test('a living process of another kind keeps its lock', async (t) => {
  const folder = folderWith(t, { 'items.lock': `${process.ppid} 1\n` })

  await assert.rejects(openDurableStore(folder), { code: 'STORE_LOCKED' })
  assert.equal(textOf(folder, 'items.lock'), `${process.ppid} 1\n`)
})

test('the lock of a process that is gone is taken over', async (t) => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'close')

  for (const mark of [`${child.pid} 1\n`, `${process.pid} 1\n`]) {
    const folder = folderWith(t, { 'items.lock': mark })
    assert.deepEqual(await recordsIn(folder), {})
  }
})

test('of two stores that find a stale lock at once one gets the folder', async (t) => {
  const folder = folderWith(t, { 'items.lock': `${process.pid} 1\n` })

  const results = await Promise.allSettled([openDurableStore(folder), openDurableStore(folder)])
  const stores = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  await Promise.all(stores.map((store) => store.close()))
  assert.equal(stores.length, 1)
})

test('a full disk rejects the write, leaves reading alone and lets later writes through', async (t) => {
  const folder = temporaryFolder(t)
  let full = false
  const store = await openStore(t, folder, async (file, text) => {
    if (!full) return appendText(file, text)
    await appendText(file, text.slice(0, text.length / 2))
    throw systemError('ENOSPC')
  })
  await store.create(todos, { id: '1', title: 'x' })
  const unwritable = {
    name: 'StoreError',
    code: 'Unwritable',
    message:
      'the store cannot write to its folder (ENOSPC: no space left on device, write); nothing was changed, make room or mend it and send the request again',
  }

  full = true
  const update = store.update(todos, { id: '1' }, { set: { title: 'y' }, remove: [] })
  const writes = [update, store.create(todos, { id: '2' }), store.delete(todos, { id: '1' })]
  for (const write of writes) await assert.rejects(write, unwritable)
  assert.deepEqual(await store.records(), { Todo: [{ id: '1', title: 'x' }] })
  assert.equal(textOf(folder, 'items.journal'), put('1', { title: 'x' }))

  full = false
  await store.create(todos, { id: '3' })
  await store.close()
  assert.deepEqual(await recordsIn(folder), { Todo: [{ id: '1', title: 'x' }, { id: '3' }] })
})

test('a folder that cannot be written is refused at start', async (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'items.journal'))
  const file = join(folder, 'file')
  writeFileSync(file, '')

  for (const unusable of [folder, file]) {
    await assert.rejects(openDurableStore(unusable), {
      code: 'STORE_UNWRITABLE',
      message:
        /: items cannot be kept here \(E.*\); choose another folder with --data, or keep nothing with --memory$/,
    })
  }
  assert.equal(existsSync(join(folder, 'items.lock')), false)
})

test('closing waits for writes under way, can be repeated, and ends writing', async (t) => {
  const folder = temporaryFolder(t)
  const store = await openStore(t, folder)
  const creating = ['1', '2', '3'].map((id) => store.create(todos, { id }))

  await Promise.all([store.close(), store.close()])
  await Promise.all(creating)
  await assert.rejects(store.create(todos, { id: '4' }), { code: 'Unwritable' })
  assert.deepEqual(await recordsIn(folder), { Todo: [{ id: '1' }, { id: '2' }, { id: '3' }] })
})
