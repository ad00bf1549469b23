/** Light, dark, or what the system says. */
export type Theme = 'light' | 'dark' | undefined

const key = 'amplite.theme'

/** The user's choice, kept across visits. */
export function loadTheme(storage: Pick<Storage, 'getItem'>): Theme {
  const text = storage.getItem(key)
  return text === 'light' || text === 'dark' ? text : undefined
}

/** Keeps the user's choice. */
export function saveTheme(storage: Pick<Storage, 'setItem'>, theme: 'light' | 'dark'): void {
  storage.setItem(key, theme)
}

/** Puts a theme on the document. */
export function applyTheme(theme: Theme): void {
  if (theme === undefined) delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

/** What is seen: the choice, else the system's. */
export function effectiveTheme(theme: Theme): 'light' | 'dark' {
  return theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
}
