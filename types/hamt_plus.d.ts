/** The library comes without types; these are the parts that the adapter, the benchmark and the tests of its faults use. */
declare module 'hamt_plus' {
  export interface HamtMap<K, V> {
    readonly size: number;
    get(key: K): V | undefined;
    set(key: K, value: V): HamtMap<K, V>;
    delete(key: K): HamtMap<K, V>;
    forEach(visit: (value: V, key: K) => void): void;
    mutate(change: (transient: HamtMap<K, V>) => void): HamtMap<K, V>;
  }

  const library: {
    hash(key: unknown): number;
    make<K, V>(config?: { readonly hash?: (key: K) => number }): HamtMap<K, V>;
  };
  export default library;
}
