import { Kind } from 'graphql'

/** How one message of graphql-js reads at AppSync. */
export interface ValidationText {
  /** The whole message of graphql-js. */
  readonly pattern: RegExp
  /** graphql-java's ValidationErrorType. */
  readonly type: string
  /** AppSync's description, with `$1`, `$2` for what the pattern caught and `%parent` for the kind of node around it. */
  readonly text: string
  /** Which of the error's nodes it is about; the first unless said. */
  readonly node?: number
  /** Its place and path are those of the nearest node of this kind, where graphql-js points elsewhere. */
  readonly at?: Kind
  /** AppSync finds it after its walk through the document, and so gives no path. */
  readonly pathless?: true
}

/**
 * AppSync validates with graphql-java of the years before its messages were translated; the texts are those of its rules
 * (`data-api §5.2`; graphql-java 12, `graphql.validation.rules`). Rules that came to it later are worded as they were then.
 */
export const validationTexts: readonly ValidationText[] = [
  {
    pattern: /^Cannot query field "([^"]+)" on type "([^"]+)"\..*$/s,
    type: 'FieldUndefined',
    text: "Field '$1' in type '$2' is undefined",
  },
  {
    pattern: /^Unknown argument "([^"]+)" on field .*$/s,
    type: 'UnknownArgument',
    text: 'Unknown field argument $1',
  },
  {
    pattern: /^Unknown argument "([^"]+)" on directive .*$/s,
    type: 'UnknownDirective',
    text: 'Unknown directive argument $1',
  },
  {
    pattern:
      /^Field "[^"]+" argument "([^"]+)" of type "[^"]+" is required, but it was not provided\.$/,
    type: 'MissingFieldArgument',
    text: 'Missing field argument $1',
  },
  {
    pattern: /^Directive "[^"]+" argument "([^"]+)" of type "[^"]+" is required, but .*$/,
    type: 'MissingDirectiveArgument',
    text: 'Missing directive argument $1',
  },
  {
    pattern: /^Variable "[^"]+" of type "([^"]+)" used in position expecting type "([^"]+)"\.$/,
    type: 'VariableTypeMismatch',
    text: "Variable type '$1' doesn't match expected type '$2'",
    node: 1,
  },
  {
    pattern: /^Field "([^"]+)" must not have a selection since type "(\w+)" has no subfields\.$/,
    type: 'SubSelectionNotAllowed',
    text: 'Sub selection not allowed on leaf type $2 of field $1',
    at: Kind.FIELD,
  },
  // graphql-java asks wrapped types for a name that they do not have, and prints `null`.
  {
    pattern: /^Field "([^"]+)" must not have a selection since type "[^"]+" has no subfields\.$/,
    type: 'SubSelectionNotAllowed',
    text: 'Sub selection not allowed on leaf type null of field $1',
    at: Kind.FIELD,
  },
  {
    pattern: /^Field "([^"]+)" of type "(\w+)" must have (?:a selection|at least one field) .*$/s,
    type: 'SubSelectionRequired',
    text: 'Sub selection required for type $2 of field $1',
  },
  {
    pattern: /^Field "([^"]+)" of type "[^"]+" must have (?:a selection|at least one field) .*$/s,
    type: 'SubSelectionRequired',
    text: 'Sub selection required for type null of field $1',
  },
  {
    pattern: /^Variable "\$([^"]+)" is not defined(?: by operation "[^"]+")?\.$/,
    type: 'UndefinedVariable',
    text: 'Undefined variable $1',
  },
  {
    pattern: /^Variable "\$([^"]+)" is never used(?: in operation "[^"]+")?\.$/,
    type: 'UnusedVariable',
    text: 'Unused variable $1',
  },
  {
    pattern: /^Variable "[^"]+" cannot be non-input type "[^"]+"\.$/,
    type: 'NonInputTypeOnVariable',
    text: 'Wrong type for a variable',
    at: Kind.VARIABLE_DEFINITION,
  },
  { pattern: /^Unknown type "([^"]+)"\..*$/s, type: 'UnknownType', text: 'Unknown type $1' },
  {
    pattern: /^Unknown fragment "([^"]+)"\.$/,
    type: 'UndefinedFragment',
    text: 'Undefined fragment $1',
    at: Kind.FRAGMENT_SPREAD,
  },
  {
    pattern: /^Fragment "([^"]+)" is never used\.$/,
    type: 'UnusedFragment',
    text: 'Unused fragment $1',
    pathless: true,
  },
  {
    pattern: /^Cannot spread fragment "[^"]+" within itself.*$/s,
    type: 'FragmentCycle',
    text: 'Fragment cycles not allowed',
  },
  {
    pattern: /^Fragment cannot condition on non composite type "[^"]+"\.$/,
    type: 'InlineFragmentTypeConditionInvalid',
    text: 'Inline fragment type condition is invalid, must be on Object/Interface/Union',
    at: Kind.INLINE_FRAGMENT,
  },
  {
    pattern: /^Fragment "[^"]+" cannot condition on non composite type "[^"]+"\.$/,
    type: 'FragmentTypeConditionInvalid',
    text: 'Fragment type condition is invalid, must be on Object/Interface/Union',
    at: Kind.FRAGMENT_DEFINITION,
  },
  {
    pattern:
      /^Fragment "([^"]+)" cannot be spread here as objects of type "([^"]+)" can never be of type "([^"]+)"\.$/,
    type: 'InvalidFragmentType',
    text: 'Fragment $1 cannot be spread here as objects of type $2 can never be of type $3',
  },
  {
    pattern:
      /^Fragment cannot be spread here as objects of type "([^"]+)" can never be of type "([^"]+)"\.$/,
    type: 'InvalidFragmentType',
    text: 'Fragment cannot be spread here as objects of type $1 can never be of type $2',
  },
  {
    pattern: /^Unknown directive "@([^"]+)"\.$/,
    type: 'UnknownDirective',
    text: 'Unknown directive $1',
  },
  {
    pattern: /^Directive "@([^"]+)" may not be used on .*$/,
    type: 'MisplacedDirective',
    text: 'Directive $1 not allowed here',
  },
  {
    pattern: /^This anonymous operation must be the only defined operation\.$/,
    type: 'LoneAnonymousOperationViolation',
    text: 'Anonymous operation with other operations.',
  },
  {
    pattern: /^There can be only one operation named "([^"]+)"\.$/,
    type: 'DuplicateOperationName',
    text: "There can be only one operation named '$1'",
  },
  {
    pattern: /^The "?([^"]+)"? definition is not executable\.$/,
    type: 'NonExecutableDefinition',
    text: 'The $1 definition is not executable.',
  },
  {
    pattern: /^The directive "@([^"]+)" can only be used once at this location\.$/,
    type: 'DuplicateDirectiveName',
    text: "Directives must be uniquely named within a location. The directive '$1' used on a '%parent' is not unique.",
    node: 1,
  },
  {
    pattern: /^There can be only one argument named "([^"]+)"\.$/,
    type: 'DuplicateArgumentNames',
    text: "There can be only one argument named '$1'",
    at: Kind.FIELD,
  },
  {
    pattern: /^There can be only one variable named "\$([^"]+)"\.$/,
    type: 'DuplicateVariableName',
    text: "There can be only one variable named '$1'",
    node: 1,
    at: Kind.VARIABLE_DEFINITION,
  },
  {
    pattern: /^There can be only one fragment named "([^"]+)"\.$/,
    type: 'DuplicateFragmentName',
    text: "There can be only one fragment named '$1'",
    node: 1,
    at: Kind.FRAGMENT_DEFINITION,
  },
  {
    pattern: /^There can be only one input field named "([^"]+)"\.$/,
    type: 'UniqueObjectFieldName',
    text: "There can be only one field named '$1'",
    node: 1,
    at: Kind.OBJECT_FIELD,
  },
  {
    pattern: /^Subscription "([^"]+)" must select only one top level field\.$/,
    type: 'SubscriptionMultipleRootFields',
    text: "Subscription operation '$1' must have exactly one root field",
    at: Kind.OPERATION_DEFINITION,
  },
  {
    pattern: /^Anonymous Subscription must select only one top level field\.$/,
    type: 'SubscriptionMultipleRootFields',
    text: "Subscription operation 'null' must have exactly one root field",
    at: Kind.OPERATION_DEFINITION,
  },
  {
    pattern: /^Fields "([^"]+)" conflict because (.*)\. Use different aliases.*$/s,
    type: 'FieldsConflict',
    text: '$1: $2',
    at: Kind.SELECTION_SET,
  },
]
