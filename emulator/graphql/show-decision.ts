import { explainDecision } from '../authorization/explain.ts'
import type { Explanation } from '../authorization/explain.ts'
import type { FieldDecision } from './context.ts'

/** A field's decision in words. The item and the input are for recording tests; who reads decisions has asked for neither. */
export type ShownFieldDecision = Omit<FieldDecision, 'decision' | 'item' | 'input'> & Explanation

export function showFieldDecision({
  decision,
  item: _item,
  input: _input,
  ...asked
}: FieldDecision): ShownFieldDecision {
  return { ...asked, ...explainDecision(decision) }
}
