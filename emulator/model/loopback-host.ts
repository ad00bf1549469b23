/** Hosts that are always this machine: browsers keep `*.localhost` and 127.0.0.0/8 to themselves, too. */
const loopbackHost = /^(?:(?:[a-z\d-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Whether a URL's hostname, as `new URL` gives it, is this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return loopbackHost.test(hostname)
}
