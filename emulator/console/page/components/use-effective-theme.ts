import { useEffect, useState } from 'react'

import { effectiveTheme, loadTheme } from './theme.ts'

/** The theme that is seen, following the theme button and the system. */
export function useEffectiveTheme(): 'light' | 'dark' {
  const [theme, setTheme] = useState(current)

  useEffect(() => {
    const follow = (): void => setTheme(current())
    const observer = new MutationObserver(follow)
    const system = matchMedia('(prefers-color-scheme: dark)')
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    system.addEventListener('change', follow)
    return () => {
      observer.disconnect()
      system.removeEventListener('change', follow)
    }
  }, [])
  return theme
}

function current(): 'light' | 'dark' {
  return effectiveTheme(loadTheme(localStorage))
}
