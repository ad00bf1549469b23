import { createRoot } from 'react-dom/client'

import { applyTheme, loadTheme } from './components/theme.ts'
import { SignInPage } from './sign-in-page/sign-in-page.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no element "root"')

applyTheme(loadTheme(localStorage))
createRoot(root).render(<SignInPage path={location.pathname} />)
