/** Globals of JavaScript that APPSYNC_JS does not have, and what to use instead (Developer Guide, "Supported runtime features"). */
export const unavailableGlobals: Readonly<Record<string, string>> = {
  Date: 'use util.time',
  Promise: 'AppSync calls the data source between request() and response()',
  RegExp: 'use util.matches()',
  Map: 'use an object',
  Set: 'use a list or an object',
  WeakMap: 'use an object',
  WeakSet: 'use a list',
  WeakRef: 'there is nothing like it',
  FinalizationRegistry: 'there is nothing like it',
  Proxy: 'there is nothing like it',
  Reflect: 'use Object',
  Symbol: 'use texts',
  Function: 'code cannot be made at run time',
  eval: 'code cannot be made at run time',
  WebAssembly: 'there is nothing like it',
  SharedArrayBuffer: 'there is nothing like it',
  Atomics: 'there is nothing like it',
  Intl: 'use util.time',
  ArrayBuffer: 'there is nothing like it',
  DataView: 'there is nothing like it',
}

/** What Node has and a resolver may look for. */
export const nodeGlobals: Readonly<Record<string, string>> = {
  process: 'there is no environment; ctx.env and ctx.stash hold what there is',
  fetch: 'use an HTTP data source',
  setTimeout: 'there are no timers',
  setInterval: 'there are no timers',
  Buffer: 'use util.base64Encode() and util.base64Decode()',
  crypto: 'use util.autoId()',
  URL: 'use util.urlEncode() and util.urlDecode()',
  structuredClone: 'use JSON',
  globalThis: 'use what is imported',
}
