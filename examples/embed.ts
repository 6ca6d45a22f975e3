// The evaluator inside a program of your own: choose a backend by importing it, evaluate, fork, unite.
//
//   node examples/dist/embed.js
import { hamt } from '@forkspace/backend-hamt';
import { createInterpreter, type Interpreter } from '@forkspace/evaluator';
import { print } from '@forkspace/spec';

/** Runs a text and shows the results of each `!`. */
function tell(title: string, interpreter: Interpreter, source: string): void {
  const lines = [...interpreter.run(source)].map(({ printed }) => printed);
  console.log(`${title}: ${lines.join(' ')}`);
}

const main = createInterpreter({ backend: hamt });
tell(
  'evaluated',
  main,
  `(= (price apple) 3)
   (= (price pear) 4)
   (= (total $a $b) (+ (price $a) (price $b)))
   !(total apple pear)`,
);

// A fork: O(1), and from now on neither sees what the other writes.
const offer = createInterpreter({ environment: main.environment.clone() });
tell(
  'the fork',
  offer,
  '!(remove-atom &self (= (price pear) 4)) (= (price pear) 2) !(total apple pear)',
);
tell('unchanged', main, '!(total apple pear)');

// The other side goes on as well.
tell('meanwhile', main, '(= (price plum) 5) !(total apple plum)');

// United: what both had counts once, what was added on either side is there, what was removed is gone.
const united = createInterpreter({ environment: main.environment.union(offer.environment) });
tell('united', united, '!(total apple pear) !(total apple plum)');
for (const rule of united.environment.rules()) console.log(' ', print(rule.atom));
