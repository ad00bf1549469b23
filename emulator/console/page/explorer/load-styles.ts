/** Adds a style sheet to the page and waits for it, so that nothing is seen unstyled. */
export function loadStyles(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => reject(new Error(`"${href}" does not load`)))
    document.head.append(link)
  })
}
