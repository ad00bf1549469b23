/**
 * A value that takes whatever is done to it and gives another such value: for packages of which nothing reaches
 * `defineData`, such as aws-cdk-lib. It reads as `name` where a text is wanted, e.g. `aws-cdk-lib.Duration.days()`.
 */
export function standIn(name: string): unknown {
  return new Proxy(target(name), behaviourOf(name))
}

/** A whole module of them: it has every export that anybody asks for. */
export function standInModule(name: string): unknown {
  const exports = standIn(name)
  // Bundlers copy the exports that a CommonJS module lists; the others are found through its prototype.
  return new Proxy(target(name), {
    ...behaviourOf(name),
    getPrototypeOf: () => (typeof exports === 'function' ? exports : null),
  })
}

/** Can be called, constructed and extended; what extends it inherits every method. */
function target(name: string): object {
  function StandIn(): void {}
  StandIn.prototype = new Proxy(Object.create(null), {
    get: (self: object, key) =>
      Reflect.has(self, key) ? Reflect.get(self, key) : memberOf(name, key),
  })
  return StandIn
}

function behaviourOf(name: string): ProxyHandler<object> {
  const known = new Map<PropertyKey, unknown>()
  return {
    get: (self, key) => {
      if (key === 'prototype') return Reflect.get(self, key)
      if (!known.has(key)) known.set(key, memberOf(name, key))
      return known.get(key)
    },
    set: (_self, key, value) => {
      known.set(key, value)
      return true
    },
    apply: () => standIn(`${name}()`),
    construct: (self, _given, made) => constructed(name, self, made),
  }
}

/** A class that extends a stand-in keeps its own methods. */
function constructed(name: string, self: object, made: { readonly prototype?: unknown }): object {
  const { prototype } = made
  const isExtended =
    typeof prototype === 'object' &&
    prototype !== null &&
    prototype !== Reflect.get(self, 'prototype')
  const value: unknown = isExtended ? Object.create(prototype) : standIn(`new ${name}()`)
  return Object(value)
}

function memberOf(name: string, key: PropertyKey): unknown {
  // A promise would wait for it for ever.
  if (key === 'then') return undefined
  if (key === Symbol.iterator) return () => [][Symbol.iterator]()
  if (key === Symbol.toPrimitive || key === 'toString' || key === 'toJSON') return () => name
  return typeof key === 'symbol' ? undefined : standIn(`${name}.${String(key)}`)
}
