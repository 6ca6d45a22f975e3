// Proves by the clock that the benchmark finds a planted slowdown of 20 % and does not find one of 0 %:
//
//   node packages/bench/scripts/prove.mjs [ROUNDS]
//
// Not part of the tests: what depends on the clock must not decide whether a change may land. The same is
// tested there by what is counted.
import { runBenchmark } from '@forkspace/bench';

const module = new URL('../test/planted/subjects.mjs', import.meta.url).href;
const subject = (name, exported) => ({ name, module, export: exported });
const rounds = Number(process.argv[2] ?? 15);

const report = await runBenchmark({
  backends: [
    subject('same', 'same'),
    subject('also-same', 'alsoSame'),
    subject('slower', 'slower'),
  ],
  workloads: ['lookup_hit', 'union_modified'],
  sizes: [1000],
  peers: false,
  rounds,
  out: false,
});

const percent = (ratio) => `${((ratio - 1) * 100).toFixed(1)} %`;
console.log('| workload | size | planted | measured | found |\n| --- | --- | --- | --- | --- |');
for (const { workload, size, ratios } of report.cases) {
  for (const { left, right, interval } of ratios) {
    if (right !== 'same') continue;
    const { median, low, high } = interval;
    const planted = left === 'slower' ? '20 %' : '0 %';
    const found = low > 1 ? 'slower' : high < 1 ? 'faster' : 'no difference';
    const shown = `${percent(median)} [${percent(low)}, ${percent(high)}]`;
    console.log(`| ${workload} | ${size} | ${planted} | ${shown} | ${found} |`);
  }
}
const { overall, noisy } = report.control;
if (overall !== undefined) {
  const shown = [overall.median, overall.low, overall.high].map((ratio) => ratio.toFixed(3));
  console.log(`\ncontrol: ${shown.join(', ')}${noisy ? ', noisy' : ''}`);
}
