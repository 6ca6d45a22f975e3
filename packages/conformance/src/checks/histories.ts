/** ENV-HISTORY-1: random histories over four live environments, compared with the model after every step. */
import fc from 'fast-check';
import { Broken } from '../expect.ts';
import { histories, PROFILES, type Profile } from '../histories/generate.ts';
import { runHistory } from '../histories/run.ts';
import { writeScript } from '../histories/script.ts';
import { ALWAYS, type Check, type Context } from './check.ts';

const LENGTH = 50;
const MEAN = 25;

function explore(profile: Profile, { backend, seed, steps }: Context): void {
  const numRuns = Math.max(1, Math.round((steps * PROFILES[profile].share) / MEAN));
  const found = fc.check(
    fc.property(histories(profile, LENGTH), (history) => runHistory(backend, history)),
    { seed, numRuns, endOnFailure: false },
  );
  if (!found.failed) return;
  const [history] = found.counterexample ?? [[]];
  const script = writeScript(history ?? []);
  const reason =
    found.errorInstance instanceof Error
      ? found.errorInstance.message
      : String(found.errorInstance);
  throw new Broken(
    `${reason} (history of ${history?.length ?? 0} steps, seed ${seed}, path ${found.counterexamplePath ?? ''})`,
    script,
  );
}

export const historyChecks: readonly Check[] = (Object.keys(PROFILES) as Profile[]).map(
  (profile) => ({
    id: `ENV-HISTORY-1${profile}`,
    clause: 'ENV-HISTORY-1',
    title: `random histories: ${PROFILES[profile].about}`,
    hint: 'the last line of the script; save it and run it again with replay()',
    needs: ALWAYS,
    since: '0.1.0',
    run: (context) => explore(profile, context),
  }),
);
