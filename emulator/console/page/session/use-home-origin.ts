import { useEffect } from 'react'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Moves a page that was opened as `localhost` to the issuer's own name for the same machine: codes, cookies and tokens belong to one origin. */
export function useHomeOrigin(issuer: string | undefined): void {
  useEffect(() => {
    if (issuer === undefined) return

    const home = new URL(issuer)
    const same =
      loopback.has(home.hostname) && loopback.has(location.hostname) && home.port === location.port
    if (same && home.origin !== location.origin) location.replace(`${home.origin}/${location.hash}`)
  }, [issuer])
}
