/** `util.escapeJavaScript`: a text that can stand between quotes. */
export function escapeJavaScript(text: string): string {
  const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
  return text.replaceAll(/[\\'"/\n\r\t]/g, (one) => names[one] ?? `\\${one}`)
}

/** `util.urlEncode`: `application/x-www-form-urlencoded`, as Java's `URLEncoder` writes it. */
export function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
}

export function urlDecode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

export function base64Encode(text: string): string {
  return Buffer.from(text).toString('base64')
}

export function base64Decode(text: string): string {
  return Buffer.from(text, 'base64').toString()
}

/** `util.matches`: whether a Java regular expression is found; of its flags only a leading `(?i)` or `(?s)` is known. */
export function matches(pattern: string, text: string): boolean {
  const [, flags = '', expression = ''] = /^(?:\(\?([ims]+)\))?([^]*)$/.exec(pattern) ?? []
  return new RegExp(expression, flags).test(text)
}

const forms = { nfc: 'NFC', nfd: 'NFD', nfkc: 'NFKC', nfkd: 'NFKD' } as const

/** `util.str.normalize`. */
export function normalize(text: string, form: keyof typeof forms): string {
  const known = forms[form]
  if (known === undefined)
    throw new TypeError(`util.str.normalize: the form is one of ${Object.keys(forms).join(', ')}`)
  return text.normalize(known)
}
