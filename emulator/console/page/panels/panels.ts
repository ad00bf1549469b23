import { ExplorerPanel } from './explorer-panel.tsx'
import type { Panel } from './panel.ts'
import { SignInPanel } from './sign-in-panel.tsx'
import { TokenPanel } from './token-panel.tsx'

/** The tabs in their order; the first one is where the console begins. */
export const panels: readonly [Panel, ...Panel[]] = [
  { id: 'sign-in', title: 'Sign in', key: 's', Component: SignInPanel },
  { id: 'explorer', title: 'Explorer', key: 'e', Component: ExplorerPanel },
  { id: 'token', title: 'Token', key: 't', Component: TokenPanel },
]
