/** As much of a browser as a sign-in needs: cookies by path, redirects by hand, forms that send themselves. */
export interface Browser {
  /** One request with the cookies of its address; redirects are not followed. */
  send(url: string, init?: RequestInit): Promise<Response>
  /** Follows redirects and self-sending forms until `isEnd` or a page; answers where it stopped. */
  follow(url: string, isEnd: (url: string) => boolean): Promise<Stop>
}

/** Where a browser stopped: at an address it was told to, or on a page. */
export interface Stop {
  readonly url: string
  readonly page?: { readonly status: number; readonly html: string }
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

export function openBrowser(): Browser {
  const cookies = new Map<string, Cookie>()

  async function send(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('cookie', cookieHeader(new URL(url).pathname, [...cookies.values()]))
    if (!headers.has('accept')) headers.set('accept', 'text/html')
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const cookie = parseCookie(line)
      const key = `${cookie.path} ${cookie.name}`
      if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(key)
      else cookies.set(key, cookie)
    }
    return response
  }

  async function follow(url: string, isEnd: (url: string) => boolean): Promise<Stop> {
    let next: { url: string; init?: RequestInit } = { url }
    for (let hops = 0; hops < 20; hops++) {
      if (isEnd(next.url)) return { url: next.url }
      const response = await send(next.url, next.init)
      const location = response.headers.get('location')
      if (location !== null) {
        next = { url: new URL(location, next.url).href }
        continue
      }
      const html = await response.text()
      const form = selfSendingForm(html)
      if (form === undefined) return { url: next.url, page: { status: response.status, html } }
      next = { url: new URL(form.action, next.url).href, init: { method: 'POST', body: form.body } }
    }
    throw new Error(`redirected too often, last to ${next.url}`)
  }

  return { send, follow }
}

function cookieHeader(path: string, cookies: readonly Cookie[]): string {
  const own = cookies.filter((cookie) => path.startsWith(cookie.path))
  return own.map(({ name, value }) => `${name}=${value}`).join('; ')
}

function parseCookie(line: string): Cookie {
  const [pair = '', ...attributes] = line.split(/;\s*/)
  const [name = '', ...value] = pair.split('=')
  const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/'
  return { name, value: value.join('='), path }
}

function selfSendingForm(html: string): { action: string; body: URLSearchParams } | undefined {
  const [form] = /<form[^>]*>/.exec(html) ?? []
  if (form === undefined || !html.includes('<script')) return undefined
  const body = new URLSearchParams()
  for (const [input] of html.matchAll(/<(?:input|button)[^>]*>/g)) {
    const name = attributeOf(input, 'name')
    if (name !== '') body.set(name, attributeOf(input, 'value'))
  }
  return { action: attributeOf(form, 'action'), body }
}

function attributeOf(tag: string, name: string): string {
  return new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
}
