/** ENV-FORK: isolation between clones, what clones share, and the marks of ownership. */
import { symbol, type Atom, type Environment, type Space } from '@forkspace/spec';
import { holds, must, same, sameAtoms, sameList } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { ALWAYS, checks, ISOLATING, type Check } from './check.ts';
import { fingerprint, portablePrint } from './fingerprint.ts';

const FILLED = '(= (f $x) 1) (= (f $x) 2) (= ($w 1) 3) (f a) (f a) (f b) (: f T) (: f U) a';

/** An environment with everything in it. */
function filled(create: (atoms?: string) => Environment): Environment {
  const environment = create(FILLED);
  environment
    .space(environment.createSpace())
    .addAll(atoms('(= (f $x) inner) (f inner) (: f Inner)'));
  environment.createState(atom('1'));
  environment.bind('name', atom('value'));
  return environment;
}

const firstSpace = (e: Environment): Space => e.space(e.spaceIds()[0] as number);

/** Every kind of write, by the word for what it concerns. */
export const WRITES: Readonly<Record<string, (environment: Environment) => void>> = {
  'a rule': (e) => e.add(atom('(= (f $x) new)')),
  'a rule of a new head': (e) => e.add(atom('(= (g $x) new)')),
  'a wildcard rule': (e) => e.add(atom('(= ($w 2) new)')),
  'a fact': (e) => e.add(atom('(f new)')),
  'a count': (e) => e.add(atom('(f a)')),
  'a type': (e) => e.add(atom('(: f New)')),
  'a lone symbol': (e) => e.add(atom('suggestible')),
  'a batch': (e) => e.addAll(atoms('(= (h $x) 1) (f z) (: h T) b')),
  'the removal of a rule': (e) => void e.remove(atom('(= (f $x) 1)')),
  'the removal of a wildcard rule': (e) => void e.remove(atom('(= ($w 1) 3)')),
  'the removal of a fact': (e) => void e.remove(atom('(f a)')),
  'the removal of a type': (e) => void e.remove(atom('(: f T)')),
  'the removal of everything': (e) => e.clear(),
  'a new space': (e) => void e.createSpace(),
  'a fork of a space': (e) => void e.forkSpace(0),
  'an atom in a space': (e) => firstSpace(e).add(atom('(f deep)')),
  'a removal in a space': (e) => void firstSpace(e).remove(atom('(f inner)')),
  'the clearing of a space': (e) => firstSpace(e).clear(),
  'a new state cell': (e) => void e.createState(atom('2')),
  'the value of a state cell': (e) => e.writeState(e.stateIds()[0] as number, atom('changed')),
  'a binding': (e) => e.bind('name', atom('changed')),
  'a new binding': (e) => e.bind('other', atom('value')),
};

/** Runs every write in `writer(family)` and demands that all others stay as they were, twice in a row. */
function isolates(
  create: (atoms?: string) => Environment,
  family: (root: Environment) => Environment[],
  writer: number,
): void {
  for (const [what, write] of Object.entries(WRITES)) {
    const members = family(filled(create));
    const prints = members.map(fingerprint);
    for (const times of ['', ' again']) {
      write(members[writer] as Environment);
      members.forEach((member, i) => {
        if (i !== writer)
          same(
            fingerprint(member) === prints[i],
            true,
            `member ${i} is as before after ${what}${times} in member ${writer}`,
          );
      });
      must(
        fingerprint(members[writer] as Environment) !== prints[writer],
        `member ${writer} shows ${what}`,
      );
    }
    unread(create, family, writer, what, write);
  }
}

/** The same with members that nobody has read before the write: reading must not be what makes the copy. */
function unread(
  create: (atoms?: string) => Environment,
  family: (root: Environment) => Environment[],
  writer: number,
  what: string,
  write: (environment: Environment) => void,
): void {
  const prints = family(filled(create)).map(portablePrint);
  const members = family(filled(create));
  write(members[writer] as Environment);
  members.forEach((member, i) => {
    if (i !== writer)
      must(
        portablePrint(member) === prints[i],
        `member ${i}, never read before, is as it was made after ${what} in member ${writer}`,
      );
  });
}

const parentAndChild = (root: Environment): Environment[] => [root, root.clone()];
const lineage = (root: Environment): Environment[] => {
  const child = root.clone();
  return [root, child, child.clone(), child.clone().clone()];
};
const siblings = (root: Environment): Environment[] => [
  root,
  root.clone(),
  root.clone(),
  root.clone(),
];
/** Members that have all written before they were cloned. */
const busy = (root: Environment): Environment[] => {
  root.add(atom('(f root)'));
  const child = root.clone();
  child.add(atom('(f child)'));
  const grandchild = child.clone();
  grandchild.add(atom('(f grandchild)'));
  root.add(atom('(f root2)'));
  return [root, child, grandchild, grandchild.clone()];
};

export const forkChecks: readonly Check[] = [
  ...checks(ALWAYS, '0.1.0', [
    [
      'ENV-FORK-1a',
      'a clone has the content of its original, in every view',
      'what clone() copies or shares: spaces, states, bindings, counts',
      ({ create }) => {
        const environment = filled(create);
        const clone = environment.clone();
        same(fingerprint(clone), fingerprint(environment), 'the clone');
        same(clone.backend, environment.backend, 'its backend');
        same(
          fingerprint(clone.clone().clone()),
          fingerprint(environment),
          'a clone of a clone of it',
        );
      },
    ],
  ]),
  ...checks(ISOLATING, '0.1.0', [
    [
      'ENV-FORK-1b',
      'no write to a clone is seen by its original',
      'the first write of a clone: it must copy what it shares before it changes it',
      ({ create }) => isolates(create, parentAndChild, 1),
    ],
    [
      'ENV-FORK-1c',
      'no write to the original is seen by its clone',
      'the original after clone(): it must give up writing in place',
      ({ create }) => isolates(create, parentAndChild, 0),
    ],
    [
      'ENV-FORK-1d',
      'siblings never see one another',
      'what two clones of one original share',
      ({ create }) => {
        isolates(create, siblings, 1);
        isolates(create, siblings, 3);
      },
    ],
    [
      'ENV-FORK-1e',
      'isolation at any depth: grandchildren, and ancestors that write after their descendants were made',
      'ownership handed on through several clones',
      ({ create }) => {
        for (const writer of [0, 1, 2, 3]) {
          isolates(create, lineage, writer);
          isolates(create, busy, writer);
        }
      },
    ],
    [
      'ENV-FORK-1f',
      'a clone taken in the middle of writing shows the moment it was taken at, for buckets of every size',
      'writing in place into what a clone can still reach; sizes at which a structure splits',
      ({ create }) => {
        for (const total of [1, 2, 16, 17, 31, 32, 33, 63, 65, 1023, 1024, 1025]) {
          for (const shape of ['(= (f N) N)', '(= (fN) N)', '(f N)', '(: f N)', 'N']) {
            const all = Array.from({ length: total + 2 }, (_, n) =>
              atom(shape.replaceAll('N', String(n))),
            );
            const environment = create();
            environment.addAll(all.slice(0, total));
            const clone = environment.clone();
            environment.add(all[total] as Atom);
            const second = environment.clone();
            clone.remove(all[0] as Atom);
            clone.add(all[total + 1] as Atom);
            sameAtoms(
              environment.atoms(),
              all.slice(0, total + 1),
              `${total} like ${shape}: the original`,
            );
            sameAtoms(
              second.atoms(),
              all.slice(0, total + 1),
              `${total} like ${shape}: the second clone`,
            );
            sameAtoms(
              clone.atoms(),
              [...all.slice(1, total), all[total + 1] as Atom],
              `${total} like ${shape}: the first clone`,
            );
            same(
              second.count(all[total + 1] as Atom),
              0,
              `${total} like ${shape}: count in the second clone`,
            );
          }
        }
      },
    ],
    [
      'ENV-FORK-1g',
      'ten branches, each with its own writes, see their own and nothing else',
      "the guide's test of parallel branches",
      ({ create }) => {
        const base = create(FILLED);
        const branches = Array.from({ length: 10 }, () => base.clone());
        branches.forEach((branch, n) => {
          for (let i = 0; i <= n; i++) branch.add(atom(`(= (branch${n} $x) ${i})`));
          if (n % 2 === 0) branch.remove(atom('(f b)'));
        });
        branches.forEach((branch, n) => {
          same(
            branch.matchingRules(`branch${n}`, 1).length,
            n + 2,
            `rules of branch ${n} (one wildcard rule among them)`,
          );
          same(
            branch.matchingRules(`branch${(n + 1) % 10}`, 1).length,
            1,
            `rules of its neighbour in branch ${n}`,
          );
          same(branch.has(atom('(f b)')), n % 2 === 1, `the removed fact in branch ${n}`);
        });
        holds(base, FILLED, 'the base');
      },
    ],
    [
      'ENV-FORK-1h',
      'a view of a space belongs to the environment that it was obtained from',
      'views of spaces that go on looking at a state which was shared when they were made',
      ({ create }) => {
        const environment = filled(create);
        const id = environment.spaceIds()[0] as number;
        const mine = environment.space(id);
        const clone = environment.clone();
        const its = clone.space(id);
        mine.add(atom('mine'));
        its.add(atom('its'));
        same(mine.has(atom('its')), false, "the clone's atom in the original's view");
        same(its.has(atom('mine')), false, "the original's atom in the clone's view");
        same(environment.space(id).has(atom('mine')), true, 'the view writes to its environment');
        same(mine.size, 4, 'size in the view');
      },
    ],
    [
      'ENV-FORK-5a',
      'what a branch creates has a number that no other branch can create; after a merge there are two',
      'counters that fork with the environment',
      ({ create }) => {
        const base = create();
        const [left, right] = [base.clone(), base.clone()];
        const ids = [left.createSpace(), right.createSpace(), base.createSpace()];
        const cells = [
          left.createState(atom('1')),
          right.createState(atom('2')),
          base.createState(atom('3')),
        ];
        sameList(
          [new Set(ids).size, new Set(cells).size],
          [3, 3],
          'different numbers of three spaces and three cells',
        );
        left.space(ids[0] as number).add(atom('of-left'));
        right.space(ids[1] as number).add(atom('of-right'));
        const merged = left.union(right);
        sameAtoms(
          merged.space(ids[0] as number).atoms(),
          'of-left',
          "the left side's space after the merge",
        );
        sameAtoms(
          merged.space(ids[1] as number).atoms(),
          'of-right',
          "the right side's space after the merge",
        );
        sameAtoms(
          [merged.readState(cells[0] as number), merged.readState(cells[1] as number)],
          '1 2',
          'the two cells',
        );
        same(merged.hasSpace(ids[2] as number), false, "the base's later space");
        sameList(left.spaceIds(), [ids[0]], 'spaces of the left side');
      },
    ],
    [
      'ENV-FORK-6a',
      'suggestions, queries already asked and listings fork with the environment',
      'a matcher or cache beside the snapshot',
      ({ create }) => {
        const base = create('(f alpha) (f alphb)');
        base.query(atom('(f $x)'));
        base.suggest('alphx');
        const clone = base.clone();
        clone.query(atom('(f $x)'));
        clone.add(atom('(f alphc)'));
        base.remove(atom('(f alpha)'));
        sameList(clone.suggest('alphx'), ['alpha', 'alphb', 'alphc'], 'suggestions of the clone');
        sameList(base.suggest('alphx'), ['alphb'], 'suggestions of the base');
        sameAtoms(
          clone.query(atom('(f $x)')).map((m) => m.atom),
          '(f alpha) (f alphb) (f alphc)',
          'query in the clone',
        );
        sameAtoms(
          base.query(atom('(f $x)')).map((m) => m.atom),
          '(f alphb)',
          'query in the base',
        );
      },
    ],
  ]),
  ...checks(ALWAYS, '0.1.0', [
    [
      'ENV-FORK-7a',
      'the modified mark: not set by create and clone, set by every write, not by reads or writes without effect',
      'where the mark is set',
      ({ create, backend }) => {
        same(backend.create().modified, false, 'modified after create');
        for (const [what, write] of Object.entries(WRITES)) {
          const environment = filled(create);
          const clone = environment.clone();
          same(clone.modified, false, 'modified in a fresh clone');
          clone.remove(atom('(not there)'));
          clone.addAll([]);
          fingerprint(clone);
          same(clone.modified, false, 'modified after reads and writes without effect');
          write(clone);
          same(clone.modified, true, `modified after ${what}`);
          same(clone.clone().modified, false, 'modified in a clone of it');
        }
      },
    ],
  ]),
  ...checks(ISOLATING, '0.1.0', [
    [
      'ENV-FORK-7b',
      'ownsContent: nobody owns what a clone or a merge shares; the writer owns after its write',
      'where ownership is given up',
      ({ create }) => {
        const environment = create('a');
        same(environment.ownsContent, true, 'after create and add');
        const clone = environment.clone();
        sameList(
          [environment.ownsContent, clone.ownsContent],
          [false, false],
          'original and clone after clone()',
        );
        clone.add(atom('b'));
        sameList(
          [environment.ownsContent, clone.ownsContent],
          [false, true],
          'after a write to the clone',
        );
        const union = environment.union(clone);
        sameList(
          [clone.ownsContent, union.ownsContent, union.modified],
          [false, false, false],
          'after union: a side, the result, its modified mark',
        );
      },
    ],
    [
      'ENV-FORK-2a',
      'clone shares: equal stamps and the same groups, rules and lists, none made anew',
      'content copied by clone()',
      ({ create }) => {
        const environment = filled(create);
        const clone = environment.clone();
        same(clone.environmentStamp, environment.environmentStamp, 'environmentStamp');
        same(clone.contentStamp, environment.contentStamp, 'contentStamp');
        same(
          clone.ruleGroup(symbol('f'), 1),
          environment.ruleGroup(symbol('f'), 1),
          'ruleGroup(f, 1)',
        );
        same(clone.wildcardRules(), environment.wildcardRules(), 'wildcardRules()');
        same(clone.typeGroup(symbol('f')), environment.typeGroup(symbol('f')), 'typeGroup(f)');
        same(clone.rules()[0], environment.rules()[0], 'the first rule');
      },
    ],
  ]),
];
