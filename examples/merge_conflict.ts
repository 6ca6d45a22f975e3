// Two forks of one environment give the same state cell different values. Uniting them is a conflict:
// by default the right-hand side wins, and whoever wants to decide for himself asks for an error.
//
//   node examples/dist/merge_conflict.js
import { hamt } from '@forkspace/backend-hamt';
import { EnvironmentError, expression, integer, print, symbol } from '@forkspace/spec';

const base = hamt.create();
const price = base.createState(integer(100));
base.add(expression(symbol('item'), symbol('lamp')));

// Two people work on their own copies.
const ours = base.clone();
ours.writeState(price, integer(120));
ours.add(expression(symbol('colour'), symbol('lamp'), symbol('red')));

const theirs = base.clone();
theirs.writeState(price, integer(90));
theirs.add(expression(symbol('weight'), symbol('lamp'), integer(3)));

// The facts do not get into each other's way; the price does.
const united = ours.union(theirs);
console.log('facts:', united.facts().map(print).join(' '));
console.log('price by default:', print(united.readState(price)));
console.log('price the other way round:', print(theirs.union(ours).readState(price)));

try {
  ours.union(theirs, { onConflict: 'error' });
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  console.log('refused:', error.code);
}

// A union that was refused has changed nothing, so the conflict can be settled and the union made.
const agreed = Math.max(...[ours, theirs].map((side) => Number(print(side.readState(price)))));
ours.writeState(price, integer(agreed));
theirs.writeState(price, integer(agreed));
console.log(
  'price agreed on:',
  print(ours.union(theirs, { onConflict: 'error' }).readState(price)),
);
