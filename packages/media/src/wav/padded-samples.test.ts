import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesOf, chunk, type Fields, format, guid, riff, wav } from '../testing/wav-bytes.js';
import { decodeWav } from './decode.js';

const values = [0, 1, -1, 1000, -1000, 2 ** 22, -(2 ** 22), 2 ** 23 - 1, -(2 ** 23)];
const wrapped = (value: number) => (value + 2 ** 32) % 2 ** 32;
const below = values.flatMap((value) => bytesOf(wrapped(value * 256), 4));
const above = values.flatMap((value) => bytesOf(wrapped(value), 4));
const mono: Fields = { bits: 24, block: 4 };
const read = (file: Uint8Array) => decodeWav(file).channels.map((samples) => Array.from(samples, (x) => x * 2 ** 23));

test.each([
  ['below the samples', below],
  ['above the samples', above],
])('24 bits in 4 bytes, the padding %s', (_, bytes) => {
  expect(read(wav(format(mono), chunk('data', bytes)))).toEqual([values]);
  const extensible = format({ ...mono, tag: 0xfffe, extension: guid(1) });
  expect(read(wav(extensible, chunk('data', bytes)))).toEqual([values]);
  const stereo = format({ ...mono, channels: 2, block: 8 });
  expect(read(wav(stereo, chunk('data', bytes)))).toEqual(
    [0, 1].map((c) => values.slice(0, 8).filter((_, i) => i % 2 === c)),
  );
});

test('big-endian, 20 bits, silence, and no samples at all', () => {
  const big = values.flatMap((value) => bytesOf(wrapped(value * 256), 4, true));
  const fields = { ...mono, bigEndian: true };
  expect(read(riff('RIFX', format(fields), chunk('data', big, big.length, true)))).toEqual([values]);
  expect(read(wav(format({ ...mono, bits: 20 }), chunk('data', below)))).toEqual([values]);
  expect(read(wav(format(mono), chunk('data', [0, 0, 0, 0])))).toEqual([[0]]);
  expect(read(wav(format(mono), chunk('data', [])))).toEqual([[]]);
});

test.each([
  ['packed', values.flatMap((value) => bytesOf(wrapped(value), 3))],
  ['floats', [...new Uint8Array(Float32Array.of(0.1, 3000.2, -7.3).buffer)]],
])('what is %s in truth is refused', (_, bytes) => {
  expect(() => read(wav(format(mono), chunk('data', bytes)))).toThrow(
    'claims 24 bits in 4 bytes, but its samples fill all 4, and readers disagree about what they are',
  );
});

test('other frames that are too long are still refused', () => {
  for (const fields of [
    { bits: 16, block: 4 },
    { bits: 24, block: 6 },
    { tag: 6, bits: 8, block: 4 },
  ]) {
    expect(() => read(wav(format(fields), chunk('data', below)))).toThrow(/claims frames of \d bytes/);
  }
});

test.skipIf(spawnSync('python3', ['-c', 'import scipy']).status !== 0)(
  'SciPy reads the same, and with an empty chunk before',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'audiate-padded-'));
    try {
      for (const bytes of [below, above]) {
        const file = wav(format(mono), chunk('data', []), chunk('data', bytes));
        const path = join(folder, 'a.wav');
        new DataView(file.buffer).setUint32(4, file.length - 8, true);
        writeFileSync(path, file);
        const script = 'import sys; from scipy.io import wavfile; print(*wavfile.read(sys.argv[1])[1])';
        const { stdout } = spawnSync('python3', ['-W', 'ignore', '-c', script, path], { encoding: 'utf8' });
        const scale = bytes === below ? 256 : 1;
        expect(
          stdout
            .trim()
            .split(' ')
            .map((x) => Number(x) / scale),
        ).toEqual(values);
        expect(read(file)).toEqual([values]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
