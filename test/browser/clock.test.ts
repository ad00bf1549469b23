import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPage, serveSandbox, skip } from './browser-test.ts'

test(
  'the Token panel moves the clock: after five minutes a refresh does not help, a new sign-in does',
  { skip },
  async (t) => {
    const sandbox = await serveSandbox(t)
    const page = await openPage(t)
    await page.goto(sandbox.urls.console)
    const { clock } = sandbox.world
    const control = page.getByRole('group', { name: 'The clock of the sandbox' })
    const press = (name: string): Promise<void> =>
      control.getByRole('button', { name, exact: true }).click()

    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: /^alice/ }).click()
    await page.getByRole('button', { name: 'Sign in as alice' }).click()
    await page.getByRole('tab', { name: 'Token' }).click()
    await page.getByText('token is accepted').waitFor()

    await press('Freeze')
    await control.getByRole('button', { name: 'Let it run' }).waitFor()
    assert.equal(clock.isFrozen(), true)
    await press('+5 min')
    await press('+1 min')
    await page.getByText(/auth_time is 36\d s old; the API allows 300 s/).waitFor()
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByText(/The refresh/).waitFor()
    await page.getByText(/moved iat from/).waitFor()
    await page.getByText(/auth_time is 36\d s old; the API allows 300 s/).waitFor()
    await page.getByText('Signing in again helps').waitFor()
    await page.getByText('frozen').waitFor()

    await page.getByRole('button', { name: 'Sign in again' }).click()
    const choose = page.getByRole('button', { name: 'Sign in as alice' })
    await page.getByText('token is accepted').or(choose).first().waitFor()
    if (await choose.isVisible()) await choose.click()
    await page.getByText('token is accepted').waitFor()

    await press('Real time')
    await page.getByText('Real time').first().waitFor()
    await control.getByRole('button', { name: 'Freeze' }).waitFor()
    assert.deepEqual([clock.offsetSeconds(), clock.isFrozen()], [0, false])
  },
)
