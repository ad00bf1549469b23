import { defineFunction } from '@aws-amplify/backend'

export const stock = defineFunction({ name: 'stock' })
