import { describe, expect, it } from 'vitest';
import { BUILT_IN_NAMES, findBackend } from '../src/backends.ts';
import { differenceIn, readExamples, suits } from '../src/tour/examples.ts';
import { runNode } from '../src/processes/child.ts';
import { forkspace } from './forkspace.ts';

const examples = readExamples();
const backends = await Promise.all(BUILT_IN_NAMES.map(findBackend));

describe.each(examples)('$name', (example) => {
  if (example.language === 'typescript') {
    it('does what it says', async () => {
      const { stdout, stderr, code } = await runNode([example.file]);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(stdout).toBe(example.expected);
    });
    return;
  }
  for (const { backend } of backends) {
    it.runIf(suits(example, backend.capabilities))(`on ${backend.name}`, async () => {
      const { stdout, stderr, code } = await forkspace([
        'run',
        example.file,
        '--backend',
        backend.name,
        ...example.runArguments,
      ]);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(differenceIn(stdout, example.expected)).toBeUndefined();
    });
  }
});

describe('comparing outputs', () => {
  it('takes result lines as bags and other lines as they are', () => {
    expect(differenceIn('[a, b]\ntext\n', '[b, a]\ntext\n')).toBeUndefined();
    expect(differenceIn('[a]\n', '[a]\n[b]\n')).toBe('line 2: expected [b], printed no more');
    expect(differenceIn('[a]\nx y\n', '[a]\ny x\n')).toBe('line 2: expected y x, printed x y');
  });
});

it('prints what the guide promises', () => {
  expect(examples.find(({ name }) => name === 'dynamic_rules')?.expected).toBe('[15]\n[10]\n');
});
