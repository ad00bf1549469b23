import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'

const file = new URL('../../emulator/console/page/styles/tokens.css', import.meta.url)
const css = readFileSync(file, 'utf8')

const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
)

function colour(name: string, theme: Theme): string {
  const token = tokens.get(name)
  assert.ok(token, `the style sheet has no token "${name}"`)
  return token[theme]
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function ratio(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function lowest(name: string, theme: Theme, grounds: readonly string[]): number {
  const ratios = grounds.map((ground) => ratio(colour(name, theme), colour(ground, theme)))
  return Math.min(...ratios)
}

const grounds = ['surface', 'page', 'sunken', 'selection']
const words = [
  ['ink', [...grounds, 'allow-tint', 'deny-tint', 'partial-tint', 'filtered-tint']],
  ['ink-2', grounds],
  ['ink-3', grounds],
  ['accent', grounds],
  ['on-accent', ['accent']],
  ['allow', [...grounds, 'allow-tint']],
  ['deny', [...grounds, 'deny-tint']],
  ['partial', [...grounds, 'partial-tint']],
  ['filtered', [...grounds, 'filtered-tint']],
] as const

for (const theme of themes) {
  for (const [name, own] of words) {
    test(`${name} can be read on everything it stands on, in the ${theme} theme`, () => {
      const found = lowest(name, theme, own)

      assert.ok(found >= 4.5, `${name} has ${found.toFixed(2)}, and 4.5 is needed`)
    })
  }

  test(`the edges of controls are seen, in the ${theme} theme`, () => {
    const found = lowest('control', theme, grounds)

    assert.ok(found >= 3, `control has ${found.toFixed(2)}, and 3 is needed`)
  })

  test(`syntax colours keep 5.6, in the ${theme} theme`, () => {
    for (const name of ['syntax-name', 'syntax-text', 'syntax-number']) {
      const found = lowest(name, theme, grounds)

      assert.ok(found >= 5.6, `${name} has ${found.toFixed(2)}`)
    }
  })
}

test('every colour of the pages is a token', () => {
  const styles = new URL('./', file)
  const others = readdirSync(styles).filter((name) => name !== 'tokens.css')
  const strays = others.filter((name) =>
    /#[\da-f]{3,8}\b/i.test(readFileSync(new URL(name, styles), 'utf8')),
  )

  assert.deepEqual(strays, [])
})
