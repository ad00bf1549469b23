import { defineFunction, secret } from '@aws-amplify/backend'

export const sayHello = defineFunction({
  name: 'say-hello',
  environment: { MOOD: 'fine', API_KEY: secret('GREETING_KEY') },
})
