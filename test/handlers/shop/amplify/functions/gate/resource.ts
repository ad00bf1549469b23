import { defineFunction } from '@aws-amplify/backend'

export const gate = defineFunction({ name: 'gate' })
