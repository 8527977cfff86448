import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeWav } from '@audiate/media';
import { loadTfjs } from '@audiate/models-tfjs';
import { rfft } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { basicPitchFiles } from './gallery/basic-pitch-files.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'audiate-basic-pitch-'));
beforeAll(() => tf.setBackend('wasm'));
let files: string;
beforeAll(async () => {
  files = await basicPitchFiles();
});
afterAll(() => rmSync(folder, { recursive: true }));

const RATE = 22_050;
/** The share of a sound's energy within a quarter tone of the multiples of a pitch, up to the eighth. */
function shareAt(audio: Float32Array, hz: number): number {
  const size = 2 ** 16;
  const bins = size / 2 + 1;
  const spectrum = tf.tidy(() => rfft(tf.tensor2d(audio, [1, audio.length]), size).dataSync());
  const powers = Float32Array.from({ length: bins }, (_, k) => spectrum[k]! ** 2 + spectrum[bins + k]! ** 2);
  const near = (k: number) => {
    const ratio = (k * RATE) / size / hz;
    const multiple = Math.round(ratio);
    return multiple >= 1 && multiple <= 8 && Math.abs(12 * Math.log2(ratio / multiple)) < 0.5;
  };
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.reduce((sum, power, k) => sum + (near(k) ? power : 0), 0) / total;
}

test.each([
  [69, 440],
  [60, 261.63],
])('Basic Pitch: a render raises note %d above all others, and the pitch is in the sound', (midi, hz) => {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
  const script = [tsx, '--conditions=@audiate/source', join(root, 'examples/basic-pitch.ts'), files, String(midi)];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { cwd: folder, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const [first, certainty] = stdout
    .match(/it hears (\d+) \((\d\.\d+)\)/)!
    .slice(1)
    .map(Number);
  expect(first).toBe(midi);
  expect(certainty!).toBeGreaterThan(0.8);
  const { channels } = decodeWav(new Uint8Array(readFileSync(join(folder, 'out/basic-pitch/audio.wav'))));
  const others = [0.75, 1.35].map((ratio) => shareAt(channels[0]!, hz * ratio));
  expect(shareAt(channels[0]!, hz)).toBeGreaterThan(1.5 * Math.max(...others));
});

test('Basic Pitch: facts are measured as the example tells them', async () => {
  const layers = { note: 'Identity_1', onset: 'Identity_2' };
  const model = await loadTfjs(files, { sampleRate: RATE, layers });
  expect(model.layers.note).toEqual({
    ...{ depth: 0, channels: 88, hop: 256, offset: 0, receptiveField: 1, minSamples: 1, global: true },
  });
  expect(model.layers.onset).toEqual({ ...model.layers.note, depth: 1 });
  model.dispose();
});
