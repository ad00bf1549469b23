import { randomUUID } from 'node:crypto'

/** A refusal of DynamoDB as its clients print it. */
export function withServiceTail(message: string, requestId: string = newRequestId()): string {
  return `${message} (Service: DynamoDb, Status Code: 400, Request ID: ${requestId})`
}

/** 32 upper-case letters and digits; AWS's are 52. */
function newRequestId(): string {
  return randomUUID().replaceAll('-', '').toUpperCase()
}
