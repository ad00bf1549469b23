import { useEffect } from 'react'

/** Calls `onKey` for single keys, except in text fields and together with Ctrl, Alt or Meta. */
export function useKeys(onKey: (key: string) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const chorded = event.ctrlKey || event.altKey || event.metaKey
      if (!chorded && !isTyping(event.target)) onKey(event.key)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  )
}
