import { hamt } from '@forkspace/backend-hamt';
import {
  createInterpreter,
  EvaluationError,
  hostValue,
  OperationError,
} from '@forkspace/evaluator';
import { integer, symbol } from '@forkspace/spec';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { lines } from './check.ts';

const LOOP = '(= (loop $n) (loop (+ $n 1)))';

describe('callers without types', () => {
  const none = undefined as never;
  const options: readonly [what: string, options: unknown, message: RegExp][] = [
    ['no options', none, /there are no options/],
    ['neither', {}, /neither a backend nor an environment/],
    ['a backend by name', { backend: 'hamt' }, /`backend` is no backend/],
    ['no environment', { environment: {} }, /`environment` is no environment/],
    [
      'a typing error',
      { backend: hamt, branches: 'isolate' },
      /"isolate"; known are shared, isolated/,
    ],
    ['a dialect', { backend: hamt, dialect: 'lisp' }, /"lisp"; known are hyperon, mettatron/],
    ['a conflict', { backend: hamt, onConflict: 'left' }, /"left"; known are right, error/],
    ['a limit in words', { backend: hamt, limits: { steps: 'few' } }, /`limits.steps` is "few"/],
    ['a limit of nothing', { backend: hamt, limits: { depth: 0 } }, /`limits.depth` is 0/],
    ['limits that are a number', { backend: hamt, limits: 7 }, /`limits` is no object/],
    ['files that cannot be read', { backend: hamt, files: {} }, /`files` cannot read/],
    ['one folder', { backend: hamt, paths: 'lib' }, /`paths` is no list/],
    ['output to nowhere', { backend: hamt, output: 7 }, /`output` is no object/],
    ['one operation', { backend: hamt, operations: { name: 'f' } }, /`operations` is no list/],
    [
      'an operation without a function',
      { backend: hamt, operations: [{ name: 'f' }] },
      /no function/,
    ],
  ];
  it.each(options)('options: %s', (_, given, message) => {
    const make = (): unknown => createInterpreter(given as never);
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
  });

  const interpreter = createInterpreter({ backend: hamt });
  const calls: readonly [what: string, code: string, call: () => unknown][] = [
    ['run', 'INVALID_ARGUMENT', () => [...interpreter.run(7 as never)]],
    ['parse', 'INVALID_ARGUMENT', () => interpreter.parse(none)],
    ['evaluate', 'INVALID_ARGUMENT', () => interpreter.evaluate('(f)' as never)],
    ['register', 'INVALID_OPTION', () => interpreter.register(none)],
    ['environment', 'INVALID_OPTION', () => (interpreter.environment = 7 as never)],
  ];
  it.each(calls)('%s', (_, code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('limits', () => {
  const cases = [
    ['steps', { steps: 5000 }, `${LOOP} !(loop 0)`, 'STEP_LIMIT'],
    ['depth', { depth: 1000 }, '(= (deep $n) (s (deep $n))) !(deep 0)', 'DEPTH_LIMIT'],
    ['time', { milliseconds: 30 }, `${LOOP} !(loop 0)`, 'TIME_LIMIT'],
    [
      'results',
      { results: 100 },
      '(= (all $n) $n) (= (all $n) (all (+ $n 1))) !(all 0)',
      'RESULT_LIMIT',
    ],
  ] as const;
  for (const [name, limits, program, code] of cases) {
    it(name, () => {
      const interpreter = createInterpreter({ backend: hamt, limits });
      const thrown = ((): unknown => {
        try {
          return [...interpreter.run(program)];
        } catch (error) {
          return error;
        }
      })();
      expect(thrown).toBeInstanceOf(EvaluationError);
      expect((thrown as EvaluationError).code).toBe(code);
      expect((thrown as EvaluationError).position?.line).toBe(1);
    });
  }

  it('the environment is as it was before the form', () => {
    const interpreter = createInterpreter({ backend: hamt, limits: { steps: 5000 } });
    expect(() => [
      ...interpreter.run(`(kept) ${LOOP} !(let $_ (add-atom &self (lost)) (loop 0))`),
    ]).toThrow(EvaluationError);
    expect(interpreter.environment.has(interpreter.parse('(kept)'))).toBe(true);
    expect(interpreter.environment.has(interpreter.parse('(lost)'))).toBe(false);
    expect([...interpreter.run('!(+ 1 1)')][0]?.printed).toBe('[2]');
  });

  it('a signal', () => {
    const signal = { aborted: false };
    const interpreter = createInterpreter({
      backend: hamt,
      signal,
      operations: [{ name: 'stop', call: () => ((signal.aborted = true), 1) }],
    });
    expect(() => [...interpreter.run(`${LOOP} !(loop (stop))`)]).toThrowError(
      expect.objectContaining({ code: 'CANCELLED' }),
    );
  });

  it('max-stack-depth ends a branch', () => {
    expect(
      lines('(= (deep $n) (s (deep $n))) !(pragma! max-stack-depth 50) !(deep 0)')[1],
    ).toContain('StackOverflow');
    expect(lines('!(pragma! max-stack-depth -1)')[0]).toContain('UnsignedIntegerIsExpected');
  });
});

describe('operations of the host', () => {
  it('values, alternatives, errors', () => {
    const operations = [
      { name: 'shout', type: '(-> String String)', call: (s: string) => `${s}!` },
      {
        name: 'upto',
        type: '(-> Number Number)',
        call: (n: number) => Array.from({ length: n }, (_, i) => i),
      },
      {
        name: 'fail',
        call: () => {
          throw new Error('on purpose');
        },
      },
      {
        name: 'fail-with',
        call: () => {
          throw new OperationError(symbol('Reason'));
        },
      },
      { name: 'nothing', call: () => undefined },
    ];
    expect(
      lines('!(shout "hi") !(shout 1) !(upto 3) !(fail) !(fail-with) !(nothing)', { operations }),
    ).toEqual([
      '["hi!"]',
      '[(Error (shout 1) (BadArgType 1 String Number))]',
      '[0, 1, 2]',
      '[(Error (fail) on purpose)]',
      '[(Error (fail-with) Reason)]',
      '[()]',
    ]);
  });

  it('are called with what their type says, or not at all', () => {
    const operations = [
      { name: 'twice', type: '(-> Number Number)', call: (n: number) => 2 * n },
      { name: 'kind', type: '(-> Atom String)', call: (value: unknown) => typeof value },
    ];
    expect(lines('!(twice 4) !(twice four) !(twice $n) !(kind four)', { operations })).toEqual([
      '[8]',
      '[(twice four)]',
      '[(twice $n)]',
      '["object"]',
    ]);
  });

  it('have a type that can be read', () => {
    const operations = [{ name: 'odd', type: '(-> (', call: () => 1 }];
    expect(() => createInterpreter({ backend: hamt, operations })).toThrowError(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining('odd') }),
    );
  });

  it('any value passes through', () => {
    const secret = { deep: ['value'] };
    let seen: unknown;
    const operations = [
      { name: 'make', call: () => hostValue(secret, '<secret>') },
      {
        name: 'take',
        call: (value: unknown) => {
          seen = value;
          return true;
        },
      },
    ];
    expect(lines('!(let $v (make) (take $v)) !(make)', { operations })).toEqual([
      '[True]',
      '[<secret>]',
    ]);
    expect(seen).toBe(secret);
  });

  it('what has `then` is waited for', async () => {
    // A promise of another realm, as a frame of a browser would give.
    const later = runInNewContext('Promise.resolve(7)') as unknown;
    const operations = [{ name: 'later', call: () => later }];
    const interpreter = createInterpreter({ backend: hamt, operations });
    expect(await interpreter.evaluateAsync(interpreter.parse('(+ 1 (later))'))).toEqual([
      integer(8),
    ]);
    expect(() => interpreter.evaluate(interpreter.parse('(later)'))).toThrowError(
      expect.objectContaining({ code: 'ASYNC_OPERATION' }),
    );
  });

  it('asynchronous', async () => {
    const interpreter = createInterpreter({
      backend: hamt,
      operations: [{ name: 'soon', type: '(-> Number Number)', call: async (n: number) => n * 2 }],
    });
    const printed: string[] = [];
    for await (const r of interpreter.runAsync('(= (f) 1) (= (f) 2) !(+ 1 (soon (f))) !(soon "a")'))
      printed.push(r.printed);
    expect(printed).toEqual(['[3, 5]', '[(Error (soon "a") (BadArgType 1 Number String))]']);
    expect(() => [...interpreter.run('!(soon 1)')]).toThrowError(
      expect.objectContaining({ code: 'ASYNC_OPERATION' }),
    );
    expect(await interpreter.evaluateAsync(interpreter.parse('(soon 4)'))).toEqual([integer(8)]);
  });
});

describe('the interpreter', () => {
  it('streams results', () => {
    const printed: string[] = [];
    const interpreter = createInterpreter({
      backend: hamt,
      output: { print: (line) => printed.push(line) },
    });
    const run = interpreter.run('!(println! "one") !(println! (two "2"))');
    run.next();
    expect(printed).toEqual(['one']);
    run.next();
    expect(printed).toEqual(['one', '(two "2")']);
  });

  it('can stop at the first error, as the reference does', () => {
    const program = '!(+ 1 "a") !(+ 1 1)';
    expect(lines(program)).toHaveLength(2);
    expect(lines(program, { stopOnError: true })).toHaveLength(1);
  });

  it('goes on in a clone of its environment', () => {
    const interpreter = createInterpreter({ backend: hamt });
    void [...interpreter.run('(= (f) 1)')];
    const fork = createInterpreter({ environment: interpreter.environment.clone() });
    void [...fork.run('(= (f) 2)')];
    expect([...interpreter.run('!(f)')][0]?.printed).toBe('[1]');
    expect([...fork.run('!(f)')][0]?.printed).toBe('[1, 2]');
  });

  it('copies nothing of the library into an environment', () => {
    const interpreter = createInterpreter({ backend: hamt });
    void [...interpreter.run('(a) !(+ 1 2) !(let $x (collapse (match &self $x $x)) ok)')];
    expect(interpreter.environment.size).toBe(1);
  });

  it('an environment with operations in it can be exported and read again', () => {
    const interpreter = createInterpreter({ backend: hamt });
    void [...interpreter.run('(= (inc $x) (+ $x 1))')];
    const bytes = interpreter.environment.export();
    const again = createInterpreter({
      environment: hamt.import(bytes, { host: interpreter.hostValue }),
    });
    expect([...again.run('!(inc 1)')][0]?.printed).toBe('[2]');
  });
});
