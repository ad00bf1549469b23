import { createRoot } from 'react-dom/client'

import { App } from './app.tsx'
import { applyTheme, loadTheme } from './components/theme.ts'
import { finishSignIn, isReturn } from './session/finish-sign-in.ts'
import { takePending } from './session/pending-sign-in.ts'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no element "root"')

applyTheme(loadTheme(localStorage))
createRoot(root).render(<App {...arrival()} />)

/** Takes the issuer's answer out of the address bar, so that a reload does not send the code again. */
function arrival(): Parameters<typeof App>[0] {
  const query = new URLSearchParams(location.search)
  if (!isReturn(query)) return { returning: undefined, panel: location.hash.slice(1) }

  const pending = takePending(sessionStorage)
  const panel = pending?.panel ?? ''
  history.replaceState(null, '', `${location.pathname}#${panel}`)
  return { returning: () => finishSignIn(query, pending), panel }
}
