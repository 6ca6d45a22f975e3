/**
 * ENV-BAG-8 with faults on purpose: at every write that an operation makes to the store, and at every call
 * that it makes back to the user.
 */
import {
  expression,
  host,
  symbol,
  type Atom,
  type BackendDefinition,
  type Environment,
  type HostValue,
} from '@forkspace/spec';
import { must, same, sameBag } from '../expect.ts';
import {
  diverge,
  marksOf,
  OPERATIONS,
  populate,
  warm,
  type Operation,
} from '../faults/operations.ts';
import { FaultPlan, InjectedFault, withFaults } from '../faults/ports.ts';
import { atom, atoms } from '../notation.ts';
import { reference } from '../oddballs/reference.ts';
import { ALWAYS, checks, ISOLATING, type Check } from './check.ts';
import { portsOf, withoutPorts } from './ports.ts';
import { fingerprint, portablePrint } from './fingerprint.ts';

/** More steps than any operation here has: to reach it means that faults are swallowed. */
const MOST = 2_000;

/** Whether `act` let a fault through; other errors pass on. */
function failed(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch (error) {
    if (error instanceof InjectedFault) return true;
    throw error;
  }
}

/**
 * Runs `act` with a fault at its first step, its second, and so on until it gets through; `unchanged` is called
 * after each fault.
 */
function atEveryStep(
  plan: FaultPlan,
  what: string,
  act: () => unknown,
  unchanged: (when: string) => void,
): void {
  for (let step = 0; ; step++) {
    must(step < MOST, () => `${what}: ${MOST} faults, and none came out`);
    plan.arm(step);
    const fault = failed(act);
    plan.disarm();
    if (!fault) return;
    unchanged(`${what}, after a fault at step ${step + 1}`);
  }
}

/** An environment is as it was when this was called: content, marks, and those related to it. */
function witness(
  environment: Environment,
  relatives: readonly Environment[],
): (when: string) => void {
  const print = fingerprint(environment);
  const marks = marksOf(environment);
  const others = relatives.map(fingerprint);
  return (when) => {
    same(fingerprint(environment), print, `${when}: the content`);
    same(marksOf(environment), marks, `${when}: the marks`);
    relatives.forEach((one, i) => same(fingerprint(one), others[i], `${when}: a clone`));
  };
}

function portFaults(definition: BackendDefinition, operation: Operation, inPlace: boolean): void {
  const plan = new FaultPlan();
  const base = withFaults(definition, plan).create();
  populate(base);
  const [space, cell] = [base.spaceIds()[0] as number, base.stateIds()[0] as number];
  const other = base.clone();
  diverge(other, space, cell);
  const subject = base.clone();
  const related = [base, subject.clone()];
  const bytes = base.export();
  const tools = { space, cell, other, bytes, changes: other.exportChanges(base) };
  const twin = subject.clone();
  if (inPlace) for (const one of [twin, subject]) warm(one, space);
  const wanted = operation.run(twin, tools);
  const what = `${operation.name}${inPlace ? ', in place' : ''}`;
  const clones = related.map(fingerprint).join();
  let result: Environment | undefined;
  atEveryStep(
    plan,
    what,
    () => (result = operation.run(subject, tools)),
    witness(subject, [...related, other]),
  );
  const print = (one: Environment | undefined): string =>
    one === undefined ? '' : portablePrint(one);
  same(print(subject), print(twin), `${what}: done at last, the content`);
  same(print(result), print(wanted), `${what}: done at last, the result`);
  same(related.map(fingerprint).join(), clones, `${what}: done at last, the clones`);
  for (const one of [twin, subject]) one.addAll(atoms('(k again) (= (f $again) 1) (again)'));
  same(print(subject.union(other)), print(twin.union(other)), `${what}: a union afterwards`);
}

/** A host value that compares by name, and fails when it is planned to. */
function touchy(name: string, plan: FaultPlan): HostValue {
  return {
    name,
    type: symbol('Touchy'),
    equals: (other) => {
      plan.step();
      return other.name === name;
    },
  };
}

/** Operations that call back: `equals` of host values, the option `host`, an iterator. */
function callbacks(
  create: () => Environment,
  plan: FaultPlan,
): Record<string, { readonly subject: Environment; readonly run: () => unknown }> {
  const value = (name: string): Atom => host(touchy(name, plan));
  const about = (name: string): Atom => expression(symbol('k'), value(name));
  const filled = (): Environment => {
    const environment = create();
    environment.addAll([about('x'), about('y'), about('x'), ...atoms('a (f $x) (: f T)')]);
    return environment;
  };
  const find = (name: string): HostValue => {
    plan.step();
    return touchy(name, plan);
  };
  const subjects = Array.from({ length: 6 }, filled) as [Environment, ...Environment[]];
  const [counted, removed, queried, filling, importing, changing] = subjects as Required<
    [Environment, Environment, Environment, Environment, Environment, Environment]
  >;
  // Changes travel between backends, so one that shares takes part.
  const original = reference.import(changing.export(), { host: find });
  const branch = original.clone();
  branch.remove(about('x'));
  branch.add(about('z'));
  branch.space(branch.createSpace()).add(about('w'));
  branch.createState(about('v'));
  branch.bind('name', about('u'));
  const changes = branch.exportChanges(original);
  const bytes = importing.export();
  const batch = atoms('b (f 1) (: g T) (= (f $x) 1)');
  return {
    count: { subject: counted, run: () => counted.count(about('x')) },
    remove: { subject: removed, run: () => removed.remove(about('x')) },
    query: { subject: queried, run: () => queried.query(expression(symbol('k'), value('y'))) },
    'addAll from an iterator': {
      subject: filling,
      run: () =>
        filling.addAll(
          (function* () {
            for (const one of batch) {
              plan.step();
              yield one;
            }
            plan.step();
          })(),
        ),
    },
    import: { subject: importing, run: () => importing.backend.import(bytes, { host: find }) },
    applyChanges: { subject: changing, run: () => changing.applyChanges(changes, { host: find }) },
  };
}

export const faultChecks: readonly Check[] = [
  ...checks(ALWAYS, '0.2.0', [
    [
      'ENV-BAG-8d',
      'a callback that throws, at whichever of its calls, has changed nothing: equals of host values, the option host, iterators',
      'callbacks that are called after the first write; call all of them before it',
      ({ create }) => {
        const plan = new FaultPlan();
        for (const [what, { subject, run }] of Object.entries(callbacks(create, plan))) {
          atEveryStep(plan, what, run, witness(subject, []));
        }
      },
    ],
    [
      'ENV-BAG-8e',
      'a callback that writes to the environment that calls it loses nothing: the write holds, and the operation is whole or refused',
      'state that was read before a callback and written back after it',
      ({ create }) => {
        const environment = create('a (f $x)');
        const original = reference.import(environment.export());
        const branch = original.clone();
        const thing: HostValue = { name: 'thing', type: symbol('Thing') };
        branch.add(expression(symbol('has'), host(thing)));
        branch.remove(atom('a'));
        const changes = branch.exportChanges(original);
        let wrote = false;
        const find = (): HostValue => {
          wrote = !failedToWrite(() => environment.add(symbol('late')));
          return thing;
        };
        const refused = failedToWrite(() => environment.applyChanges(changes, { host: find }));
        same(environment.count(symbol('late')), wrote ? 1 : 0, 'what the callback wrote');
        same(environment.size, 2 + (wrote ? 1 : 0), 'size');
        same(environment.has(symbol('a')), refused, 'whether the changes were made, as was said');
        const batch = create('a');
        batch.addAll(
          (function* () {
            yield symbol('b');
            batch.add(symbol('c'));
            yield symbol('d');
          })(),
        );
        sameBag(batch.atoms(), 'a c b d', 'a batch whose iterator writes');
      },
    ],
  ]),
  ...checks(ISOLATING, '0.2.0', [
    [
      'ENV-BAG-8c',
      'a write that fails in the store has changed nothing, at whichever write of an operation: add, remove, batches, clear, union, spaces, cells, bindings, import, changes',
      'what is written before the last write to a port; does a bucket that writes in place return itself, and a port that throws leave itself as it was?',
      (context) => {
        const definition = portsOf(context);
        for (const operation of OPERATIONS) {
          portFaults(definition, operation, false);
          portFaults(definition, operation, true);
        }
      },
    ],
  ]).map((check): Check => ({ ...check, missing: withoutPorts })),
];

function failedToWrite(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}
