import { env } from '$amplify/env/say-hello'

import type { Schema } from '../../data/resource'
import { greet } from './greet'

export const handler: Schema['sayHello']['functionHandler'] = async (event) => {
  console.log(`greeting ${event.arguments.name}`)
  return { text: greet(event.arguments.name), words: { mood: env.MOOD, key: env.API_KEY } }
}
