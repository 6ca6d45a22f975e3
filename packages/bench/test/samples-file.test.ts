import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunRecord } from '../src/protocol/records.ts';
import { compressSamples, readSamples, SamplesFile } from '../src/protocol/samples-file.ts';
import { readReport } from '../src/report/read.ts';
import { madeRun, someCase } from './made.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forkspace-samples-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const records = madeRun([someCase('clone_unmodified', 10_000)], { hamt: 40, cow: 48 }, 1);
const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
const plain = (): string => join(folder, 'samples.jsonl');
const packed = (): string => join(folder, 'samples.jsonl.gz');

test('compressed samples are a file less than half as long, with the same content and the same report', () => {
  writeFileSync(plain(), text);
  const before = JSON.stringify(readReport(folder));
  expect(compressSamples(folder)).toBe(true);
  expect(readdirSync(folder)).toEqual(['samples.jsonl.gz']);
  expect(statSync(packed()).size).toBeLessThan(text.length / 2);
  expect(readSamples(packed())).toEqual(records);
  for (const run of [folder, packed()]) expect(JSON.stringify(readReport(run))).toBe(before);
});

test('the same samples are compressed to the same bytes', () => {
  const compressed = (): Buffer => {
    writeFileSync(plain(), text);
    compressSamples(folder);
    return readFileSync(packed());
  };
  expect(compressed().equals(compressed())).toBe(true);
});

test('where there are no samples nothing is compressed', () => {
  expect(compressSamples(folder)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('what is damaged is refused with its name', () => {
  writeFileSync(packed(), 'not compressed at all');
  expect(() => readReport(packed())).toThrow(/samples\.jsonl\.gz: .*header/);
});

test('a new run puts compressed samples aside, too', () => {
  writeFileSync(plain(), text);
  compressSamples(folder);
  SamplesFile.start(folder, records[0] as RunRecord);
  expect(readdirSync(folder).toSorted()).toEqual(['samples.earlier.jsonl.gz', 'samples.jsonl']);
  expect(readSamples(join(folder, 'samples.earlier.jsonl.gz'))).toEqual(records);
});
