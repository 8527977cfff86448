import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toyModel } from '@audiate/protocol/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toyCorpus } from '../testing/toy-corpus.js';
import { scan } from './scan.js';

let out: string;
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'audiate-scan-folder-'));
});
afterAll(() => rmSync(out, { recursive: true }));
const options = { layers: ['filters'], engine: 'cpu', topK: 4, sampled: 8, window: 0.25, grid: 0 } as const;

test('a state that does not tell how many clips were met is refused', async () => {
  const index = await scan(toyModel(), toyCorpus(3), options);
  writeFileSync(join(out, 'unfinished.parquet'), await index.bytes());
  await expect(scan(toyModel(), toyCorpus(6), { ...options, out })).rejects.toThrow(
    /^the folder's unfinished.parquet is no state of a scan: its metadata audiate.met must be the number of clips met, got undefined; choose another folder$/,
  );
});

test.each(['unfinished.parquet', 'index.parquet'])('a damaged %s is named by its path', async (name) => {
  writeFileSync(join(out, name), 'a text that is no Parquet');
  await expect(scan(toyModel(), toyCorpus(6), { ...options, out })).rejects.toThrow(
    new RegExp(`^the index ".*${name}" is no Parquet file`),
  );
});
