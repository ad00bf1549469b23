export { AccessError } from './access-error.ts'
export { openSandbox } from './open-sandbox.ts'
export type { AccessErrorCode } from './access-error.ts'
export type { Actor } from './actor.ts'
export type { AnswerError, GraphQLAnswer, RefusalWord } from './answer.ts'
export type { SignInOptions } from './as.ts'
export type { Assertion } from './assertion.ts'
export type { Forge } from './forge.ts'
export type { Subscription } from './heard.ts'
export type { LambdaAnswer } from './lambda-identity.ts'
export type { Matrix, MatrixOptions } from './matrix.ts'
export type { As, ListeningSandbox, Sandbox } from './open-sandbox.ts'
export type { CollectionOperation, ItemOperation, Operation, Request } from './request.ts'
export type { SandboxOptions } from './sandbox-options.ts'
export type {
  AnySchema,
  Many,
  ModelName,
  Models,
  One,
  Operations,
  StoredOf,
} from './schema-types.ts'
export type { Stored } from './stored.ts'
export type { Expectations } from './table.ts'
export type { SandboxClock } from './test-clock.ts'
export type { SandboxFaults } from './test-faults.ts'
