import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

import { EmulatorError } from '../errors.ts'
import { isSystemError } from './is-system-error.ts'
import { readIfThere } from './read-if-there.ts'
import type { FileHandle } from 'node:fs/promises'

/** One process's right to write in a folder. */
export interface FolderLock {
  release(): Promise<void>
}

/**
 * Takes the folder for this process by a file that names its pid; the file of a process that is gone is taken over.
 * Throws `STORE_LOCKED` while another process, or another store of this one, has the folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, 'items.lock')
  if (!(await createLock(file))) {
    await removeStaleLock(file)
    if (!(await createLock(file))) throw locked(file, 'another process')
  }
  return { release: () => rm(file, { force: true }) }
}

async function createLock(file: string): Promise<boolean> {
  const handle = await createFile(file)
  if (handle === undefined) return false
  try {
    await handle.writeFile(ownMark())
    return true
  } catch (cause) {
    await rm(file, { force: true })
    throw cause
  } finally {
    await handle.close()
  }
}

async function createFile(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'wx')
  } catch (cause) {
    if (isSystemError(cause, 'EEXIST')) return undefined
    throw cause
  }
}

/** Pid and start in milliseconds: in a container every run may have the same pid, and its dead predecessor's lock. */
function ownMark(): string {
  return `${process.pid} ${performance.timeOrigin}\n`
}

/** Moves the file away first, so that of two processes that find it stale only one removes it. */
async function removeStaleLock(file: string): Promise<void> {
  const mark = await readIfThere(file)
  if (mark === undefined) return
  if (isHeld(mark)) throw locked(file, holderOf(mark))

  const aside = `${file}.${process.pid}`
  if (!(await moved(file, aside))) return
  if ((await readFile(aside, 'utf8')) !== mark) {
    await rename(aside, file)
    throw locked(file, 'another process')
  }
  await rm(aside)
}

async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) return false
    throw cause
  }
}

function holderOf(mark: string): string {
  const pid = Number.parseInt(mark, 10)
  return Number.isNaN(pid) ? 'a process that is just starting' : `process ${pid}`
}

function isHeld(mark: string): boolean {
  const pid = Number.parseInt(mark, 10)
  if (Number.isNaN(pid)) return true
  return pid === process.pid ? mark === ownMark() : isAlive(pid)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    return isSystemError(cause, 'EPERM')
  }
}

function locked(file: string, holder: string): EmulatorError {
  return new EmulatorError(
    'STORE_LOCKED',
    `${file}: the items are in use by ${holder}; stop it or choose another folder with --data, or delete this file if no sandbox runs`,
  )
}
