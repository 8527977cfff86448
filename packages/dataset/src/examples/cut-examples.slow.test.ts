import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toyModel } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { readerOf } from '../clips/read-clip.js';
import { layerFacts } from '../index-file/facts.js';
import { sparseWav } from '../testing/sparse-wav.js';
import { type Cut, cutExamples } from './cut-examples.js';

test('a moment behind 4.6 h of one clip is shown, and one behind its end is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audiate-cuts-'));
  const seconds = 4.7 * 3600;
  const values = Uint8Array.from({ length: 4_000 }, (_, i) => 64 + (i % 128));
  const at = seconds - 0.5;
  const file = sparseWav(folder, seconds * 16_000, { at: at * 16_000, values });
  const [last, behind] = [at, seconds - 0.1].map((start) => {
    return { file: 'a', seconds: start, value: 1, frame: 0, start, length: 0.25 };
  });
  const cutting = { layer: layerFacts(toyModel(), 'filters'), sampleRate: 16_000, seconds: 0.01, hearing: undefined };
  const found = await cutExamples({ file: 'a', ...readerOf(file) }, [last!, behind!], cutting);
  rmSync(folder, { recursive: true });
  const { sound, from } = (found.get(last!) as { cut: Cut }).cut;
  expect(from).toBe(at);
  expect([...sound.samples]).toEqual(Array.from({ length: 160 }, (_, i) => (64 + (i % 128) - 128) / 128));
  expect(found.get(behind!)).toEqual({ why: expect.stringMatching(/^it is 16920.000 s long, its window was from/) });
});
