import type { ReactElement } from 'react'

import { Logo } from '../components/logo.tsx'

/** Says why there is nothing to choose here, and where to go. */
export function SignInOver({ reason }: { readonly reason: string }): ReactElement {
  return (
    <div className="shell">
      <header className="top">
        <Logo />
      </header>
      <main className="notice" role="alert">
        <h1>{reason}</h1>
        <p>
          Start again from your application, or from <a href="/">the console</a>.
        </p>
      </main>
    </div>
  )
}
