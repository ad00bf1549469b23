import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

const lockfiles = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'] as const

/** How npm and yarn, then pnpm, write which version is installed. */
const installed = [
  /@aws-amplify\/data-schema(?:@[^\n]*)?["']?:\s*\{?\s*["']?version["']?:?\s*["']?(\d[\w.-]*)/,
  /@aws-amplify\/data-schema@(\d[\w.-]*)/,
]

/** A commit, and how its files are read. */
export interface Commit {
  readonly name: string
  /** The text of a file of the commit, by its path from the repository's root. */
  readonly show: (path: string) => Promise<string>
}

/** One sentence where the commit was made with another version of data-schema than is installed here; else undefined. */
export async function otherDataSchema(
  project: string,
  top: string,
  { name, show }: Commit,
): Promise<string | undefined> {
  for (const folder of foldersUp(project, top)) {
    for (const lockfile of lockfiles) {
      const file = join(folder, lockfile)
      const now = versionIn(await readFile(file, 'utf8').catch(() => ''))
      const then = versionIn(await show(relative(top, file)).catch(() => ''))
      if (now === undefined || then === undefined) continue
      return now === then
        ? undefined
        : `${name} has @aws-amplify/data-schema ${then} in its ${lockfile}, the working tree ${now}: both are read with what is installed now`
    }
  }
  return undefined
}

function versionIn(text: string): string | undefined {
  return installed.flatMap((pattern) => pattern.exec(text)?.[1] ?? [])[0]
}

function foldersUp(from: string, to: string): readonly string[] {
  return from === to || from === dirname(from) ? [from] : [from, ...foldersUp(dirname(from), to)]
}
