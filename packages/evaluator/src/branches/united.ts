/**
 * What branches have done together, while they are still coming in: neighbours that stand for equally many branches are
 * united first, as the bits of a binary counter carry. Uniting costs what the two sides have changed, so n branches
 * cost O(n log n) changes; uniting each with all before it would cost O(n²). Union is associative: the outcome is the same.
 */
import type { Environment, UnionOptions } from '@forkspace/spec';

export class United {
  readonly #environment: Environment;
  /** How many branches it stands for. */
  readonly #branches: number;
  /** Those before it, which stand for more. */
  readonly #earlier: United | undefined;

  private constructor(environment: Environment, branches: number, earlier: United | undefined) {
    this.#environment = environment;
    this.#branches = branches;
    this.#earlier = earlier;
  }

  /** One more branch, behind all others. O(log branches) unions, one in the mean. Throws where both sides changed the same and the options say so. */
  static with(earlier: United | undefined, branch: Environment, options: UnionOptions): United {
    let environment = branch;
    let branches = 1;
    let before = earlier;
    for (; before !== undefined && before.#branches === branches; before = before.#earlier) {
      environment = before.#environment.union(environment, options);
      branches *= 2;
    }
    return new United(environment, branches, before);
  }

  /** The union of all. O(log branches) unions. */
  whole(options: UnionOptions): Environment {
    let environment = this.#environment;
    for (let before = this.#earlier; before !== undefined; before = before.#earlier)
      environment = before.#environment.union(environment, options);
    return environment;
  }
}
