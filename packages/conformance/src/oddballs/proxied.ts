/** Environments behind a Proxy: no private field, no `instanceof` and no method identity can be relied on. */
import {
  foreignEnvironment,
  type Environment,
  type EnvironmentBackend,
  type UnionOptions,
} from '@forkspace/spec';

const inners = new WeakMap<Environment, Environment>();

function innerOf(other: Environment): Environment {
  const inner = inners.get(other);
  if (inner !== undefined) return inner;
  throw foreignEnvironment('union or exportChanges', other);
}

function wrap(backend: EnvironmentBackend, inner: Environment): Environment {
  const own: Partial<Record<PropertyKey, unknown>> = {
    backend,
    clone: () => wrap(backend, inner.clone()),
    union: (other: Environment, options?: UnionOptions) =>
      wrap(backend, inner.union(innerOf(other), options)),
    exportChanges: (base: Environment) => inner.exportChanges(innerOf(base)),
    space: (id: number) => (id === 0 ? proxy : inner.space(id)),
  };
  const proxy = new Proxy(Object.create(null) as Environment, {
    get(_, key) {
      if (key in own) return own[key];
      const value: unknown = Reflect.get(inner, key, inner);
      return typeof value === 'function'
        ? (...args: unknown[]) => (value as (...args: unknown[]) => unknown).apply(inner, args)
        : value;
    },
    set: () => false,
  });
  inners.set(proxy, inner);
  return proxy;
}

export function proxied(base: EnvironmentBackend): EnvironmentBackend {
  const backend: EnvironmentBackend = {
    name: 'oddball proxied',
    capabilities: base.capabilities,
    create: () => wrap(backend, base.create()),
    import: (bytes, options) => wrap(backend, base.import(bytes, options)),
  };
  return backend;
}
