// Writes knowledge_base_facts.metta: the 10,000 facts that knowledge_base.metta asks about.
// Always the same ones, because the random numbers come from a fixed seed.
//
//   node examples/generate_family.mjs
import { writeFileSync } from 'node:fs';

const FACTS = 10_000;
const PER_GENERATION = 300;
const NAMES = ['Ada', 'Bo', 'Cy', 'Dora', 'Eli', 'Fay', 'Gus', 'Hal', 'Ida', 'Jo', 'Kim', 'Lea'];

let seed = 20_251_122;
/** A whole number from 0 up to `limit`, by xorshift. */
function random(limit) {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) % limit;
}

const facts = [];
let parents = [];
let people = 0;
for (let generation = 0; facts.length < FACTS; generation++) {
  const born = [];
  for (let i = 0; i < PER_GENERATION && facts.length < FACTS; i++) {
    const name = `${NAMES[random(NAMES.length)]}${++people}`;
    born.push(name);
    facts.push(`(born ${name} ${1700 + 28 * generation + random(15)})`);
    if (parents.length === 0) continue;
    const mother = random(parents.length);
    // Another person than the first parent, whoever that is.
    const father = (mother + 1 + random(parents.length - 1)) % parents.length;
    for (const parent of [mother, father]) {
      if (facts.length < FACTS) facts.push(`(parent ${parents[parent]} ${name})`);
    }
  }
  parents = born;
}

const head = '; Written by generate_family.mjs: who was born when, and who is a parent of whom.\n';
writeFileSync(
  new URL('knowledge_base_facts.metta', import.meta.url),
  `${head}${facts.join('\n')}\n`,
);
