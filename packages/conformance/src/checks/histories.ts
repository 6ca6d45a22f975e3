/** ENV-HISTORY-1: random histories over four live environments, compared with the model after every step. */
import fc from 'fast-check';
import { Broken } from '../expect.ts';
import { histories, PROFILES, type Profile } from '../histories/generate.ts';
import { runHistory } from '../histories/run.ts';
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
  const { errorInstance: error, counterexamplePath: path = '' } = found;
  const script = (error instanceof Broken ? error.script : undefined) ?? '';
  const reason = error instanceof Error ? error.message : String(error);
  const { length } = script.split('\n');
  throw new Broken(`${reason} (history of ${length} steps, seed ${seed}, path ${path})`, script);
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
