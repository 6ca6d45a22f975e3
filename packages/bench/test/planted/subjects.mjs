// Backends with planted faults, for proving that the benchmark finds them. Each is hamt behind one and the
// same wrapper, so that two of them differ by nothing but what is planted: a share of the operations is done
// twice, in full.
import { hamt } from '@forkspace/backend-hamt';

const inner = Symbol('inner');

// What is done a second time is kept for a moment, or the compiler would leave it out.
let kept;
const keep = (value) => {
  kept = value;
  return kept;
};

/**
 * A backend that does `percent` of its operations twice. Counted in whole numbers: fractions would be
 * allocated, and differ by more than what is planted.
 */
function repeating(name, percent) {
  let due = 0;
  const again = () => {
    due += percent;
    if (due < 100) return false;
    due -= 100;
    return true;
  };

  class Wrapped {
    constructor(environment) {
      this[inner] = environment;
    }
    clone() {
      if (again()) keep(new Wrapped(this[inner].clone()));
      return new Wrapped(this[inner].clone());
    }
    union(other) {
      if (again()) keep(new Wrapped(this[inner].union(other[inner])));
      return new Wrapped(this[inner].union(other[inner]));
    }
    matchingRules(head, arity) {
      if (again()) keep(this[inner].matchingRules(head, arity));
      return this[inner].matchingRules(head, arity);
    }
    add(atom) {
      this[inner].add(atom);
    }
    addAll(atoms) {
      this[inner].addAll(atoms);
    }
    atoms() {
      return this[inner].atoms();
    }
    get ruleCount() {
      return this[inner].ruleCount;
    }
  }

  return {
    name,
    capabilities: hamt.capabilities,
    create: () => new Wrapped(hamt.create()),
    import: (bytes) => new Wrapped(hamt.import(bytes)),
  };
}

export const same = repeating('same', 0);
export const alsoSame = repeating('also-same', 0);
export const slower = repeating('slower', 20);

/** Fast and wrong: a union that leaves the other side out. */
export const forgetful = (() => {
  const wrap = (environment) => {
    const clone = environment.clone.bind(environment);
    return Object.assign(environment, {
      clone: () => wrap(clone()),
      union: () => wrap(clone()),
    });
  };
  return { ...hamt, name: 'forgetful', create: () => wrap(hamt.create()) };
})();
