/** A part of a joined key as text; `absent` stands for a part that is null or not there. */
export function keyPart(value: unknown, absent: string): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : absent
}
