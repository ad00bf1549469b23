const heralds = new EventTarget()

/** Says that this page has changed the sandbox, so that whoever shows it asks at once. */
export function announceChange(): void {
  heralds.dispatchEvent(new Event('change'))
}

/** Told of each change; returns how to stop. */
export function onChange(changed: () => void): () => void {
  heralds.addEventListener('change', changed)
  return () => heralds.removeEventListener('change', changed)
}
