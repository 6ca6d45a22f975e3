import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const packages = fileURLToPath(new URL('packages', import.meta.url));

export default defineConfig({
  resolve: {
    // Tests run from the sources. Sending every package name there too keeps a
    // single copy of each module, so that `instanceof` and interned ids hold
    // between a package under test and the packages it imports. A subpath
    // export `@forkspace/NAME/SUB` is always the source file `src/SUB.ts`.
    alias: [
      { find: /^@forkspace\/([^/]+)$/, replacement: `${packages}/$1/src/index.ts` },
      { find: /^@forkspace\/([^/]+)\/(.+)$/, replacement: `${packages}/$1/src/$2.ts` },
    ],
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    // The continuous-integration machines have two cores.
    maxWorkers: 2,
    // Ends what hangs. No test may fail because a machine is busy, so none has a limit of its own.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // What a test takes from `dist` runs as it is built: what Vitest makes of a source takes half as long again.
    // The suite's own long tests do so.
    server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } },
  },
});
