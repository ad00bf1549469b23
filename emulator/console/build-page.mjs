import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../', import.meta.url))
const source = join(root, 'emulator/console/page')
const output = join(root, 'dist/page')

/** The console ships no fonts (console.md, Type): GraphiQL's own go. */
const systemFontsOnly = {
  name: 'system-fonts-only',
  setup({ onLoad }) {
    onLoad({ filter: /graphiql[\\/]dist[\\/]style\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8')
      return { contents: css.replaceAll(/@font-face\s*\{[^}]*\}/g, ''), loader: 'css' }
    })
  },
}

const inputs = [source, fileURLToPath(import.meta.url), join(root, 'package-lock.json')]
if (!(await isUpToDate())) await buildPage()

/** Builds beside the old page and swaps the folders, so that nobody reads half a page. */
async function buildPage() {
  const fresh = `${output}-${process.pid}`
  await mkdir(fresh, { recursive: true })
  await bundle(join(fresh, 'assets'))
  for (const name of ['index.html', 'sign-in.html'])
    await copyFile(join(source, name), join(fresh, name))
  await rm(output, { recursive: true, force: true })
  await rename(fresh, output)
}

async function bundle(outdir) {
  await build({
    entryPoints: [
      { in: join(source, 'console.tsx'), out: 'console' },
      { in: join(source, 'sign-in.tsx'), out: 'sign-in' },
      ...['console', 'sign-in', 'graph-editor'].map(styleSheet),
    ],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    chunkNames: '[name]-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'linked',
    logLevel: 'warning',
    plugins: [systemFontsOnly],
  })
}

function styleSheet(name) {
  return { in: join(source, `styles/${name}.css`), out: name }
}

async function isUpToDate() {
  if (!existsSync(join(output, 'index.html'))) return false

  const built = await timesOf(output)
  const written = await Promise.all(inputs.map(timesOf))
  return Math.min(...built) > Math.max(...written.flat())
}

/** When every file at or below `path` was changed last, in milliseconds. */
async function timesOf(path) {
  const stats = await stat(path)
  if (!stats.isDirectory()) return [stats.mtimeMs]

  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs),
  )
}
