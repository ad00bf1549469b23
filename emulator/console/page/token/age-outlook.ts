import { seconds } from './time-text.ts'

/** What an age means for the token that will be issued. */
export interface AgeOutlook {
  readonly effect: 'allow' | 'partial' | 'deny'
  readonly text: string
}

/** Says what the API will do with a claim that is `ageSeconds` old where it allows `ttlSeconds`. */
export function ageOutlook(ageSeconds: number, ttlSeconds: number | undefined): AgeOutlook {
  if (!ttlSeconds) return { effect: 'allow', text: 'no limit' }

  const left = ttlSeconds - ageSeconds
  if (left < 0) return { effect: 'deny', text: '401 now' }
  if (left < ttlSeconds / 3) return { effect: 'partial', text: `401 in ${seconds(left)}` }

  return { effect: 'allow', text: `${seconds(left)} left` }
}
