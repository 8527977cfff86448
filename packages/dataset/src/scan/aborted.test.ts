import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toyModel } from '@audiate/protocol/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toyCorpus } from '../testing/toy-corpus.js';
import type { CorpusClip, WindowOptions } from './clip-source.js';
import type { ScanOptions } from './options.js';
import { scan } from './scan.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'audiate-aborted-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const options = { layers: ['filters', 'energies'], engine: 'cpu', topK: 4, sampled: 8, window: 2, grid: 0 } as const;
const LONG = 300;

/** A group of clips, a clip of minutes, and some more; tells whose sounds are read. */
function corpus(read: string[] = []): CorpusClip[] {
  async function* windows({ sampleRate, seconds }: WindowOptions) {
    const samples = Float32Array.from({ length: seconds * sampleRate }, (_, t) => Math.sin(t * (0.01 + t * 1e-6)));
    for (let at = 0; at < LONG; at += seconds) yield { samples, sampleRate };
  }
  const long: CorpusClip = {
    file: 'long',
    sound: () => new Float32Array(LONG),
    windows: (how) => {
      read.push('long');
      return windows(how);
    },
  };
  const short = toyCorpus(70).map((clip) => ({
    ...clip,
    sound: () => {
      read.push(clip.file);
      return (clip.sound as () => Float32Array)();
    },
  }));
  return [...short.slice(0, 66), long, ...short.slice(66)];
}

/** Ends a scan after so many seconds of sound. */
function after(seconds: number, seen: number[] = []): Pick<ScanOptions, 'signal' | 'onProgress'> {
  const stop = new AbortController();
  const onProgress = (progress: { seconds: number; clips: number }) => {
    seen.push(progress.clips);
    if (progress.seconds > seconds) stop.abort();
  };
  return { signal: stop.signal, onProgress };
}

test('an abort within a long clip keeps what was heard before, and the scan goes on from there', async () => {
  const out = join(root, 'within');
  const seen: number[] = [];
  const part = await scan(toyModel(), corpus(), { ...options, out, ...after(150, seen) });
  expect(part.stopped).toBe('aborted');
  expect(part.facts.samples).toBeGreaterThan(150 * 16_000);
  expect(seen).toEqual([64, 66, 66]);
  expect(readdirSync(out)).toEqual(['unfinished.parquet']);
  const read: string[] = [];
  const rest = await scan(toyModel(), corpus(read), { ...options, out });
  expect(read).toHaveLength(2 + 1 + 4);
  const whole = await scan(toyModel(), corpus(), options);
  expect(await rest.bytes()).toEqual(await whole.bytes());
  expect(readFileSync(join(out, 'index.parquet'))).toEqual(Buffer.from(await whole.bytes()));
});

test('behind a long clip there is a place to go on from', async () => {
  const out = join(root, 'behind');
  const seen: number[] = [];
  const part = await scan(toyModel(), corpus(), { ...options, out, ...after(LONG, seen) });
  expect(part.facts.clips).toBe(67);
  expect(seen.at(-1)).toBe(67);
  const read: string[] = [];
  await scan(toyModel(), corpus(read), { ...options, out });
  expect(read).toHaveLength(4);
});

test('an abort within the first clip keeps nothing, and what was heard is answered', async () => {
  const out = join(root, 'first');
  const [long] = corpus().slice(66);
  const part = await scan(toyModel(), [long!], { ...options, out, ...after(10) });
  expect(part).toMatchObject({ stopped: 'aborted', facts: { clips: 0 } });
  expect((await part.unit('filters', 0)).count).toBeGreaterThan(0);
  expect(existsSync(out)).toBe(false);
});
