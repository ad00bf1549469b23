/** A small page of one heading and one sentence; `body` is HTML, `title` and `text` are not. */
export function renderPage({ title, text, body = '' }: Page): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 40rem; margin: 15vh auto 0; padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.25rem }
</style>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${body}
</html>
`
}

/** What a page says. */
export interface Page {
  readonly title: string
  readonly text: string
  readonly body?: string
}

/** The page that signs out at once, without asking again: nobody else can be at this browser. */
export function renderSignOut(form: string): string {
  const body = `${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
<script>document.querySelector('button').click()</script>`
  return renderPage({ title: 'Sign out', text: 'Signing out of the sandbox.', body })
}

/** The page on which the code of a device is typed in; `problem` is what was wrong with the last one. */
export function renderDevicePage(form: string, problem?: string): string {
  const body = `${form}
<p><button type="submit" form="op.deviceInputForm">Continue</button></p>`
  const text = 'Type the code that your device shows.'
  const isFirst = problem === undefined || problem === 'no code submitted'
  return renderPage({
    title: 'Sign in on a device',
    text: isFirst ? text : `${problem}. ${text}`,
    body,
  })
}

/** Goes on at once: choosing a persona comes next, and that is confirmation enough. */
export function renderDeviceConfirmation(form: string): string {
  const body = `${form}
<button type="submit" form="op.deviceConfirmForm" autofocus>Continue</button>
<script>document.querySelector('button').click()</script>`
  return renderPage({ title: 'Sign in on a device', text: 'The code is right.', body })
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
