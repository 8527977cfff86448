import { readFileSync } from 'node:fs';
import { InputError } from '@audiate/protocol';
import fc from 'fast-check';
import { test } from 'vitest';
import { chunk, format, guid, riff, wav } from '../testing/wav-bytes.js';
import { decodeWav } from './decode.js';
import { describeFile } from './describe-file.js';
import { encodeWav } from './encode.js';

const sine = Float32Array.from({ length: 40 }, (_, i) => Math.sin(i));
const bytes = Array.from({ length: 64 }, (_, i) => (i * 37) % 256);
/** One file of each kind that is read. */
const files: readonly Uint8Array[] = [
  encodeWav(sine, { sampleRate: 16_000, format: 'int16' }),
  encodeWav(sine, { sampleRate: 16_000 }),
  wav(format({ bits: 8, channels: 3 }), chunk('LIST', [1, 2, 3]), chunk('data', bytes)),
  wav(format({ tag: 3, bits: 64 }), chunk('data', new Uint8Array(64))),
  wav(format({ bits: 64 }), chunk('data', bytes)),
  wav(format({ tag: 7, bits: 8 }), chunk('data', bytes, 0xffffffff)),
  wav(format({ tag: 0xfffe, bits: 24, extension: guid(1) }), chunk('data', bytes, 0)),
  riff('RIFX', format({ bits: 32, bigEndian: true }), chunk('data', bytes, 64, true)),
  riff('RF64', chunk('ds64', new Uint8Array(28)), format(), chunk('data', bytes, 0xffffffff)),
  Uint8Array.from([...Buffer.from('ID3'), 3, 0, 0, 0, 0, 0, 0, ...wav(format(), chunk('data', bytes))]),
  readFileSync('fixtures/sound/wav/speech.ogg').subarray(0, 300),
  readFileSync('fixtures/sound/wav/speech.m4a').subarray(0, 300),
];

const damaged = fc.integer({ min: 0, max: files.length - 1 }).chain((index) => {
  const file = files[index]!;
  const flip = fc.tuple(fc.nat(file.length - 1), fc.nat(255));
  return fc.tuple(fc.array(flip, { maxLength: 8 }), fc.nat(file.length)).map(([flips, length]) => {
    const bad = Uint8Array.from(file.subarray(0, length));
    for (const [at, byte] of flips) if (at < length) bad[at] = byte;
    return bad;
  });
});
const anyBytes = fc.oneof(damaged, fc.uint8Array({ maxLength: 200 }));

test('damaged files and any bytes are read or refused by an InputError, in memory bounded by their length', () => {
  fc.assert(
    fc.property(anyBytes, fc.constantFrom('refuse' as const, 'keep' as const), (bad, truncated) => {
      try {
        const { channels } = decodeWav(bad, { truncated });
        const samples = channels.reduce((sum, channel) => sum + channel.length, 0);
        const finite = channels.every((channel) => channel.every(Number.isFinite));
        return channels.length <= 256 && samples <= bad.length && finite;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return /^(the|this|not|unknown) /.test(error.message);
      }
    }),
    { numRuns: 5_000 },
  );
});

test('describeFile answers a sentence or nothing for any bytes', () => {
  fc.assert(fc.property(anyBytes, (bad) => /^(the|this) |^undefined$/.test(String(describeFile(bad)))));
});
