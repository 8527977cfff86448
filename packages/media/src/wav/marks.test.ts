import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { isAllChunks, openRiff } from './chunks.js';
import { decodeWav } from './decode.js';
import { encodeWav } from './encode.js';
import type { WavMarks } from './marks.js';

const sampleRate = 16_000;
const audio = Float32Array.from({ length: 101 }, (_, i) => Math.sin(i));

const chunksOf = (marks: WavMarks, format: 'float32' | 'int16' = 'float32') =>
  new Map([...openRiff(encodeWav(audio, { sampleRate, format, marks })).chunks].map(({ id, body }) => [id, body]));
const wordsOf = (view: DataView) => Array.from({ length: view.byteLength / 4 }, (_, i) => view.getUint32(4 * i, true));
const DATA = 0x61746164;

test('cues and their labels', () => {
  const chunks = chunksOf({ cues: [{ sample: 0, label: 'HH' }, { sample: 100 }, { sample: 50, label: 'größe' }] });
  const cue = (n: number, sample: number) => [n, sample, DATA, 0, 0, sample];
  expect(wordsOf(chunks.get('cue ')!)).toEqual([3, ...cue(1, 0), ...cue(2, 100), ...cue(3, 50)]);
  const list = chunks.get('LIST')!;
  const bytes = new Uint8Array(list.buffer, list.byteOffset, list.byteLength);
  const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  expect(text(0, 8)).toBe('adtllabl');
  expect(list.getUint32(8, true)).toBe(7);
  expect(list.getUint32(12, true)).toBe(1);
  expect(text(16, 20)).toBe('HH\0\0');
  expect(list.getUint32(28, true)).toBe(3);
  expect(text(32, 40)).toBe('größe\0');
  expect(isAllChunks(bytes.subarray(4), true)).toBe(true);
});

test('a loop: its last sample is the one before its end', () => {
  const words = wordsOf(chunksOf({ loop: { start: 10, end: 101 }, midiNote: 57 }).get('smpl')!);
  expect(words).toEqual([0, 0, 62_500, 57, 0, 0, 0, 1, 0, 1, 0, 10, 100, 0, 0]);
});

test.each(['float32', 'int16'] as const)(
  '%s files with marks hold the same samples, and chunks from end to end',
  (format) => {
    const marks = { cues: [{ sample: 3, label: 'a' }], loop: { start: 0, end: 101 } };
    const file = encodeWav(audio, { sampleRate, format, marks });
    expect(decodeWav(file)).toEqual(decodeWav(encodeWav(audio, { sampleRate, format })));
    expect(new DataView(file.buffer).getUint32(4, true)).toBe(file.length - 8);
    expect(isAllChunks(file.subarray(12), true)).toBe(true);
    expect(encodeWav(audio, { sampleRate, format, marks: {} })).toEqual(encodeWav(audio, { sampleRate, format }));
  },
);

test.each<[WavMarks, RegExp]>([
  [{ cues: [{ sample: 101 }] }, /sample of cue 0 must be .* at most 100, got 101/],
  [{ cues: [{ sample: 0.5 }] }, /sample of cue 0 must be a whole number/],
  [{ cues: 'x' as never }, /cues must be a list/],
  [{ loop: { start: 5, end: 5 } }, /end of the loop must be .* above 5/],
  [{ loop: { start: 0, end: 102 } }, /end of the loop must be .* at most 101/],
  [{ midiNote: 128 }, /midiNote must be .* at most 127/],
])('refuses %j', (marks, message) => {
  expect(() => encodeWav(audio, { sampleRate, marks })).toThrow(InputError);
  expect(() => encodeWav(audio, { sampleRate, marks })).toThrow(message);
});
