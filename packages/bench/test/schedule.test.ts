import { expect, test } from 'vitest';
import { caseId, jobId } from '../src/protocol/records.ts';
import { schedule } from '../src/protocol/schedule.ts';
import { someCase } from './made.ts';

const cases = [
  someCase('a', 1, { subjects: ['x', 'y', 'z'], rounds: 12 }),
  someCase('b', 1, { subjects: ['x', 'y', 'z'], rounds: 12 }),
  someCase('b', 2, { subjects: ['x'], rounds: 2 }),
];
const plan = { seed: 5, rounds: 12, cases, control: { subject: 'x', cases: ['b/1'] } };
const jobs = schedule(plan);

test('every job comes once', () => {
  expect(new Set(jobs.map(jobId)).size).toBe(jobs.length);
  expect(jobs.length).toBe(12 * 3 + 12 * 4 + 2);
});

test('the subjects of one case follow one another, so that they make a pair', () => {
  const runs = jobs.filter(
    (job, i) => i === 0 || caseId(job) !== caseId(jobs[i - 1]!) || job.round !== jobs[i - 1]!.round,
  );
  expect(runs.length).toBe(12 + 12 + 2);
});

test('every subject stands at every place equally often', () => {
  const counts = new Map<string, number>();
  for (let round = 0; round < 12; round++) {
    jobs
      .filter((job) => job.workload === 'a' && job.round === round)
      .forEach(({ subject }, place) =>
        counts.set(`${subject}${place}`, (counts.get(`${subject}${place}`) ?? 0) + 1),
      );
  }
  expect([...counts.values()]).toEqual(Array(9).fill(4));
});

test('the seed decides the order', () => {
  expect(schedule(plan)).toEqual(jobs);
  expect(schedule({ ...plan, seed: 6 })).not.toEqual(jobs);
});
