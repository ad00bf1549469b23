import type { TypedValue } from './attribute-value.ts'
import type { DocumentPath } from './document-path.ts'

/** What an update expression sets an attribute to. */
export type UpdateOperand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly typed: TypedValue }
  | {
      readonly kind: 'if_not_exists'
      readonly path: DocumentPath
      readonly otherwise: UpdateOperand
    }
  | { readonly kind: 'list_append'; readonly left: UpdateOperand; readonly right: UpdateOperand }
  | { readonly kind: '+' | '-'; readonly left: UpdateOperand; readonly right: UpdateOperand }

/** One thing that an update expression does. */
export type UpdateAction =
  | { readonly kind: 'set'; readonly path: DocumentPath; readonly to: UpdateOperand }
  | { readonly kind: 'remove'; readonly path: DocumentPath }
  | { readonly kind: 'add' | 'delete'; readonly path: DocumentPath; readonly typed: TypedValue }
