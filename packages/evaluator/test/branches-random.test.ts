// Random programs that write in isolated branches: a branch that takes its clone at its first write must come to what
// one comes to that takes it when it starts.
import { cow } from '@forkspace/backend-cow';
import { hamt } from '@forkspace/backend-hamt';
import { createInterpreter, type EvaluationError } from '@forkspace/evaluator';
import type { EnvironmentBackend } from '@forkspace/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const fact = fc.nat(3).map((n) => `(f ${n})`);

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const e = tie('expression');
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('a', '1', '(one)', '(several)', '(none)'),
      fact.map((f) => `(add-atom &self ${f})`),
      fact.map((f) => `(remove-atom &self ${f})`),
      fc.constantFrom('(match &self (f $x) $x)', '(collapse (match &self (f $x) $x))'),
      fc.tuple(e, e).map(([a, b]) => `(${a} ${b})`),
      fc.tuple(e, e, e).map(([a, b, c]) => `(g ${a} ${b} ${c})`),
      fc.tuple(e, e, e).map(([a, b, c]) => `(typed ${a} ${b} ${c})`),
      fc.tuple(e, e).map(([a, b]) => `(superpose (${a} ${b}))`),
      fc.tuple(e, e).map(([a, b]) => `(let $y ${a} ${b})`),
      fc.tuple(e, e).map(([a, b]) => `(seq ${a} ${b})`),
      fc.tuple(e, e, e).map(([a, b, c]) => `(if (== ${a} 1) ${b} ${c})`),
      e.map((a) => `(collapse ${a})`),
      e.map((a) => `(transaction ${a})`),
      e.map((a) => `(choose ${a})`),
      fc.tuple(e, e).map(([a, b]) => `(seq (= (made) ${a}) (let $z ${b} (made)))`),
      fc.nat(2).map((n) => `(change-state! &s ${n})`),
      fc.constant('(get-state &s)'),
    ),
  };
});

const RULES = `
(: typed (-> %Undefined% %Undefined% %Undefined% %Undefined%))
(= (typed $a $b $c) ($c $a))
(= (one) 1)
(= (several) 1) (= (several) (add-atom &self (f 7))) (= (several) 2)
(= (none) (empty))
(= (choose $x) (left $x)) (= (choose $x) (let $_ (add-atom &self (f 8)) $x)) (= (choose $x) (right $x))
!(bind! &s (new-state 0))
(f 0)
`;

function run(backend: EnvironmentBackend, program: string, shortcuts: boolean): readonly string[] {
  const interpreter = createInterpreter({
    backend,
    branches: 'isolated',
    shortcuts,
    limits: { steps: 20_000 },
  });
  const lines = (text: string): string[] =>
    [...interpreter.run(text)].map((result) => result.printed.replaceAll(/#\d+/g, '#'));
  try {
    const printed = lines(RULES + program);
    return [...printed, ...lines('!(match &self (f $x) $x) !(get-state &s)')];
  } catch (error) {
    // A rule that calls itself: how far it comes in so many steps is not what this is about.
    return [(error as EvaluationError).code];
  }
}

for (const backend of [hamt, cow]) {
  it(`branches of random programs on ${backend.name}`, () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 1, maxLength: 3 }), (queries) => {
        const program = queries.map((query) => `!${query}`).join('\n');
        expect(run(backend, program, true)).toEqual(run(backend, program, false));
      }),
      { numRuns: 100 },
    );
  });
}
