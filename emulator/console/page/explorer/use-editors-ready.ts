import { useEffect, useState } from 'react'

/** Whether GraphiQL's editors are there: they come after its buttons, which until then do nothing. */
export function useEditorsReady(
  frame: { readonly current: HTMLElement | null },
  instance: string,
): boolean {
  const [ready, setReady] = useState<string>()

  useEffect(() => {
    const { current } = frame
    if (!current) return undefined

    const look = (): void => {
      const editors = ['.graphiql-query-editor .CodeMirror', '.graphiql-response .CodeMirror']
      if (editors.every((selector) => current.querySelector(selector))) setReady(instance)
    }
    const observer = new MutationObserver(look)
    observer.observe(current, { childList: true, subtree: true })
    look()
    return () => observer.disconnect()
  }, [frame, instance])
  return ready === instance
}
