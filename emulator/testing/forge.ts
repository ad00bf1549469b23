import { forgeries } from '../issuer/forge-token.ts'
import type { Forgery } from '../issuer/forge-token.ts'
import { mintToken } from '../issuer/stamp-token.ts'
import type { TokenRequest } from '../issuer/token-request.ts'
import type { Claims } from '../model/claims.ts'
import type { World } from '../world.ts'
import { personaOf } from './as.ts'
import { timeOf } from './test-clock.ts'

/** Makes a false token of a persona, or of these claims, at the sandbox's clock; it is for `as.token(…)`. */
type Forger = (who: string | Claims) => Promise<string>

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name

/**
 * Tokens that must not pass, and a few that must: `forge.expired('alice')`, `forge.algNone('alice')`, … one for each `forge` of
 * `POST /sandbox/tokens`.
 */
export type Forge = Readonly<Record<Camel<Forgery>, Forger>> & {
  /** A good token but for this claim, which it does not have. */
  without(claim: string, who: string | Claims): Promise<string>
  /** A good token of somebody who signed in at that time. */
  authenticatedAt(time: Date | string, who: string | Claims): Promise<string>
}

export function createForge(world: World): Forge {
  const mint = async (
    who: string | Claims,
    request: Partial<Omit<TokenRequest, 'persona' | 'claims'>>,
  ): Promise<string> => {
    const whose = typeof who === 'string' ? { persona: personaOf(world, who) } : { claims: who }
    return (await mintToken({ omit: [], ...whose, ...request }, world.stamper)).token
  }
  const forgers = forgeries.map((forge) => {
    const forger: Forger = (who) => mint(who, { forge })
    return [camelCase(forge), forger] as const
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the list that the type is made of
  const all = Object.fromEntries(forgers) as Record<Camel<Forgery>, Forger>
  return {
    ...all,
    without: (claim, who) => mint(who, { omit: [claim] }),
    authenticatedAt: (time, who) => mint(who, { authTime: Math.floor(timeOf(time) / 1000) }),
  }
}

function camelCase(name: string): string {
  return name.replaceAll(/-(?<letter>.)/g, (_dash, letter: string) => letter.toUpperCase())
}
