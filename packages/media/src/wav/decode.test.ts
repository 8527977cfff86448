import { readFileSync } from 'node:fs';
import { InputError } from '@audiate/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeWav } from './decode.js';
import { encodeWav } from './encode.js';

/** A chunk with its pad byte. */
function chunk(id: string, body: readonly number[], claimedBytes = body.length): number[] {
  const size = [0, 8, 16, 24].map((shift) => (claimedBytes >>> shift) & 255);
  return [...Buffer.from(id, 'latin1'), ...size, ...body, ...(body.length % 2 ? [0] : [])];
}

function wav(...chunks: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from([...Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), ...chunks.flat()]);
}

interface Fields {
  readonly tag?: number;
  readonly channels?: number;
  readonly bits?: number;
  readonly block?: number;
  readonly rate?: number;
  readonly extension?: readonly number[];
}

function format({ tag = 1, channels = 1, bits = 16, block = (channels * bits) / 8, rate = 16_000, ...rest }: Fields) {
  const view = new DataView(new ArrayBuffer(16));
  view.setUint16(0, tag, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, rate, true);
  view.setUint16(12, block, true);
  view.setUint16(14, bits, true);
  return chunk('fmt ', [...new Uint8Array(view.buffer), ...(rest.extension ?? [])]);
}

const guid = (tag: number, last = 0x71) => [
  ...[22, 0, 24, 0, 3, 0, 0, 0],
  ...[tag, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, last],
];

test('reads a real recording', () => {
  const { channels, sampleRate } = decodeWav(readFileSync('fixtures/speech/cards/001.wav'));
  expect(sampleRate).toBe(16_000);
  expect(channels.map((channel) => channel.length)).toEqual([17_526]);
  expect(Math.max(...channels[0]!)).toBeGreaterThan(0.1);
});

test('takes channels apart, int16', () => {
  const file = wav(format({ channels: 2 }), chunk('data', [0, 0x40, 0, 0xc0, 0, 0x80, 255, 0x7f]));
  expect(decodeWav(file).channels.map((c) => [...c])).toEqual([
    [0.5, -1],
    [-0.5, 32_767 / 32_768],
  ]);
});

test('int24, plain and extensible, with other chunks of odd length before', () => {
  const data = chunk('data', [0, 0, 0x40, 255, 255, 255, 0, 0, 0x80]);
  for (const fmt of [format({ bits: 24 }), format({ tag: 0xfffe, bits: 24, extension: guid(1) })]) {
    const { channels } = decodeWav(wav(chunk('LIST', [1, 2, 3]), fmt, chunk('junk', [9]), data));
    expect([...channels[0]!]).toEqual([0.5, -1 / 2 ** 23, -1]);
  }
});

test('a file without samples has empty channels', () => {
  expect(decodeWav(wav(format({ channels: 2 }), chunk('data', []))).channels.map((c) => c.length)).toEqual([0, 0]);
});

test('reads a view into a larger buffer', () => {
  const file = encodeWav(Float32Array.of(0.25, -3), { sampleRate: 8_000 });
  const padded = new Uint8Array(file.length + 13);
  padded.set(file, 7);
  expect([...decodeWav(padded.subarray(7, 7 + file.length)).channels[0]!]).toEqual([0.25, -3]);
});

const data = chunk('data', [0, 0]);
test.each<[string, Uint8Array, string]>([
  ['nothing', new Uint8Array(0), 'not a WAV file'],
  ['another format', Uint8Array.from(Buffer.from('ID3 not a wave file')), 'begins with "ID3 "'],
  ['big-endian RIFX', Uint8Array.from(Buffer.from('RIFX\0\0\0\0WAVE')), 'begins with "RIFX"'],
  ['only a header', wav(), 'no "fmt " chunk; it may be truncated'],
  ['no data', wav(format({})), 'no data chunk; it may be truncated'],
  ['data first', wav(data, format({})), 'no "fmt " chunk before its data'],
  ['truncated data', wav(format({}), chunk('data', [0, 0], 4)), 'claims 4 bytes, 2 are there'],
  ['lying data', wav(format({}), chunk('data', [0, 0], 0xfffffffe)), 'claims 4294967294 bytes, 2 are there'],
  ['lying chunk before', wav(chunk('LIST', [], 0xffffffff), format({}), data), 'no "fmt " chunk'],
  ['truncated format', wav(chunk('fmt ', [1, 0], 16)), '"fmt " chunk claims 16 bytes, 2 are there'],
  ['short format', wav(chunk('fmt ', [1, 0]), data), '"fmt " chunk has 2 bytes, not 16'],
  ['8 bits', wav(format({ bits: 8 }), data), 'format 1 of 8 bits; int16, int24 and float32 are read'],
  ['mu-law', wav(format({ tag: 7, bits: 8 }), data), 'format 7 of 8 bits'],
  ['no channel', wav(format({ channels: 0 }), data), 'claims 0 channels'],
  ['65,535 channels', wav(format({ channels: 65_535, block: 0 }), data), 'claims 65535 channels; 1 to 256'],
  ['frames that do not fit', wav(format({ block: 3 }), data), 'frames of 3 bytes, but 1 channels of 16 bits take 2'],
  ['half a frame', wav(format({ channels: 2 }), data), 'not a multiple of its frame of 4 bytes'],
  ['no rate', wav(format({ rate: 0 }), data), 'sample rate of 0 Hz'],
  ['extensible without GUID', wav(format({ tag: 0xfffe }), data), 'its extended format takes 40'],
  ['unknown GUID', wav(format({ tag: 0xfffe, extension: guid(1, 0x72) }), data), 'unknown extended format'],
])('tells what is wrong: %s', (_, file, message) => {
  expect(() => decodeWav(file)).toThrow(InputError);
  expect(() => decodeWav(file)).toThrow(message);
});

test('any bytes are read or refused by an InputError, in memory bounded by their length', () => {
  const good = encodeWav(
    Float32Array.from({ length: 20 }, (_, i) => Math.sin(i)),
    { sampleRate: 16_000, format: 'int16' },
  );
  const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), fc.nat(good.length), (changes, length) => {
      const bad = good.slice(0, length);
      for (const [at, byte] of changes) if (at < length) bad[at] = byte;
      try {
        const samples = decodeWav(bad).channels.reduce((sum, channel) => sum + channel.length, 0);
        expect(samples).toBeLessThanOrEqual(bad.length / 2);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a megabyte of chunks within chunks takes no longer than a megabyte of anything', () => {
  const list = Buffer.from('LIST\x04\0\0\0INFO', 'latin1');
  const file = Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'),
    ...Array.from({ length: 90_000 }, () => list),
  ]);
  const start = performance.now();
  expect(() => decodeWav(file)).toThrow(InputError);
  expect(performance.now() - start).toBeLessThan(2_000);
});
