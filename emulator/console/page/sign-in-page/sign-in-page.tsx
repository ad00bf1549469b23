import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'

import { HttpError } from '../wire/fetch-json.ts'
import type { Interaction } from '../wire/interaction.ts'
import { loadInteraction } from './choose.ts'
import { PersonaChooser } from './persona-chooser.tsx'
import { SignInOver } from './sign-in-over.tsx'

/** The issuer's sign-in page; `path` is that of the interaction. */
export function SignInPage({ path }: { readonly path: string }): ReactElement | null {
  const [interaction, setInteraction] = useState<Interaction>()
  const [failure, setFailure] = useState<string>()

  useEffect(() => {
    loadInteraction(path)
      .then(setInteraction)
      .catch((thrown: unknown) => setFailure(sayFailure(thrown)))
  }, [path])

  if (failure !== undefined) return <SignInOver reason={failure} />
  if (!interaction) return null

  const reload = (): Promise<void> => loadInteraction(path).then(setInteraction)
  return <PersonaChooser path={path} interaction={interaction} reload={reload} />
}

function sayFailure(thrown: unknown): string {
  if (thrown instanceof HttpError && (thrown.status === 400 || thrown.status === 404)) {
    return 'This sign-in is over or was never started here.'
  }
  return thrown instanceof Error ? `The issuer does not answer: ${thrown.message}.` : String(thrown)
}
