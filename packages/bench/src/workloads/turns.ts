/**
 * Two ways of doing one thing, compared within one process. Fresh processes differ among one another by
 * some percent, so a difference of one percent cannot be seen between them. Within one process both ways run
 * the same code, warmed by both alike, in turns.
 *
 * Which of the two comes first is random in each pair: in any regular order some of the collector's work
 * falls on the same side again and again, and the same thing compared with itself came out 1 to 2 % dearer.
 * A turn is a few evaluations long, so that most of them have some collecting in them.
 */
import type { Random } from '../random.ts';

/** Warming up, and measuring: with these, fifteen processes tell one percent from nothing. */
const WARM_UP_MS = 800;
const LONGEST_MS = 2000;
/** So much of both is enough for a first look. */
const BRIEFLY = 0.25;
const FEWEST = 20;
const MOST = 400;
const EVALUATIONS = 4;

/** Times of `left` as multiples of those of `right`, pair by pair. */
export function compareInTurns(
  left: () => void,
  right: () => void,
  random: Random,
  brief: boolean,
): number[] {
  const share = brief ? BRIEFLY : 1;
  for (const end = performance.now() + WARM_UP_MS * share; performance.now() < end;) {
    left();
    right();
  }
  const values: number[] = [];
  const end = performance.now() + LONGEST_MS * share;
  while (values.length < FEWEST * share || (values.length < MOST && performance.now() < end)) {
    if (random.below(2) === 0) {
      const mine = time(left);
      values.push(mine / time(right));
    } else {
      const theirs = time(right);
      values.push(time(left) / theirs);
    }
  }
  return values;
}

function time(turn: () => void): number {
  const started = performance.now();
  for (let i = 0; i < EVALUATIONS; i++) turn();
  return performance.now() - started;
}
