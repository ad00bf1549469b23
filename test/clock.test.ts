import assert from 'node:assert/strict'
import { mock, test } from 'node:test'

import { createClock, createFrozenClock, unmoved } from '../emulator/clock.ts'
import type { MovableClock } from '../emulator/clock.ts'

const start = Date.UTC(2030, 0)

/** Real time as it would pass, in milliseconds. */
function pass(ms: number): void {
  mock.timers.tick(ms)
}

function shown(clock: MovableClock): readonly [ms: number, offsetSeconds: number, frozen: boolean] {
  return [clock.now() - start, clock.offsetSeconds(), clock.isFrozen()]
}

test('a clock of real time is moved, stopped, moved on, released and reset', () => {
  mock.timers.enable({ apis: ['Date'], now: start })
  const clock = createClock()

  const steps: readonly [string, () => void, ReturnType<typeof shown>][] = [
    ['at first it is real time', () => pass(1000), [1000, 0, false]],
    ['moved, it runs ahead', () => clock.moveTo(301), [302_000, 301, false]],
    ['and goes on from there', () => pass(1000), [303_000, 301, false]],
    ['frozen, it stands where it was', () => clock.freeze(), [303_000, 301, true]],
    ['while real time passes', () => pass(3000), [303_000, 298, true]],
    ['set, it stands there', () => clock.set(start), [0, -5, true]],
    ['released, it goes on from there', () => clock.resume(), [0, -5, false]],
    ['at the pace of real time', () => pass(2000), [2000, -5, false]],
    ['no offset is real time', () => clock.moveTo(0), [7000, 0, false]],
    ['frozen a second time', () => clock.freeze(), [7000, 0, true]],
    ['reset, it is real time', () => (clock.reset(), pass(500)), [7500, 0, false]],
  ]
  for (const [title, step, expected] of steps) {
    step()
    assert.deepEqual(shown(clock), expected, title)
    assert.equal(unmoved(clock).now(), Date.now(), title)
  }
  mock.timers.reset()
})

test('a clock that stands still is moved, released, stopped and reset', () => {
  mock.timers.enable({ apis: ['Date'], now: 0 })
  const clock = createFrozenClock(start)

  const steps: readonly [string, () => void, ReturnType<typeof shown>][] = [
    ['at first it stands still', () => pass(1000), [0, 0, true]],
    ['moved, it stands there', () => clock.moveTo(301), [301_000, 301, true]],
    ['released, it goes on', () => (clock.resume(), pass(1000)), [302_000, 302, false]],
    ['stopped, it stands', () => (clock.freeze(), pass(1000)), [302_000, 302, true]],
    ['reset, it is as it began', () => (clock.reset(), pass(1000)), [0, 0, true]],
  ]
  for (const [title, step, expected] of steps) {
    step()
    assert.deepEqual(shown(clock), expected, title)
  }
  mock.timers.reset()
})
