import { readFileSync } from 'node:fs';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { chunk, format, guid, wav } from '../testing/wav-bytes.js';
import { decodeWav } from './decode.js';
import { encodeWav } from './encode.js';

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

test('of several data chunks those without samples are passed over, wherever they stand', () => {
  const [empty, full] = [chunk('data', []), chunk('data', [0, 0x40, 0, 0xc0])];
  for (const chunks of [
    [empty, full],
    [full, empty],
    [empty, chunk('LIST', [1, 2]), empty, full, empty],
  ]) {
    const { channels, ending } = decodeWav(wav(format({}), ...chunks));
    expect([[...channels[0]!], ending]).toEqual([[0.5, -0.5], 'complete']);
  }
  expect(decodeWav(wav(format({}), empty, empty)).channels[0]).toHaveLength(0);
  expect(() => decodeWav(wav(format({}), empty, full, full))).toThrow('several data chunks');
});

test('reads a view into a larger buffer', () => {
  const file = encodeWav(Float32Array.of(0.25, -3), { sampleRate: 8_000 });
  const padded = new Uint8Array(file.length + 13);
  padded.set(file, 7);
  expect([...decodeWav(padded.subarray(7, 7 + file.length)).channels[0]!]).toEqual([0.25, -3]);
});

const data = chunk('data', [0, 0]);
test.each<[string, Uint8Array, string]>([
  ['nothing', new Uint8Array(0), 'the file is empty'],
  ['another format', Uint8Array.from(Buffer.from('TAG \x01not a wave file')), 'not a WAV file: it begins with "TAG "'],
  ['the beginning of a header', Uint8Array.from(Buffer.from('RIFX\0\0')), 'has 6 bytes; it may be truncated'],
  ['only a header', wav(), 'no "fmt " chunk; it may be truncated'],
  ['no data', wav(format({})), 'no data chunk; it may be truncated'],
  ['data first', wav(data, format({})), 'no "fmt " chunk before its data'],
  ['truncated data', wav(format({}), chunk('data', [0, 0], 400)), 'claims 400 bytes (0.0125 s), 2 are there'],
  ['lying data', wav(format({}), chunk('data', [0, 0], 0xdffffffe)), 'claims 3758096382 bytes'],
  ['all data missing', wav(format({}), chunk('data', [], 4)), 'claims 4 bytes'],
  ['data twice', wav(format({}), data, data), 'several data chunks'],
  ['lying chunk before', wav(chunk('LIST', [], 0xffffffff), format({}), data), 'no "fmt " chunk'],
  ['truncated format', wav(chunk('fmt ', [1, 0], 16)), '"fmt " chunk claims 16 bytes, 2 are there'],
  ['short format', wav(chunk('fmt ', [1, 0]), data), '"fmt " chunk has 2 bytes, not 16'],
  ['40 bits', wav(format({ bits: 40 }), data), 'format 1 of 40 bits; PCM of 1 to 32 and of 64 bits'],
  ['no bits', wav(format({ bits: 0 }), data), 'format 1 of 0 bits'],
  ['float16', wav(format({ tag: 3, bits: 16 }), data), 'format 3 of 16 bits'],
  ['MP3 inside', wav(format({ tag: 0x55, bits: 0 }), data), 'holds MP3 (format 0x55)'],
  ['ADPCM', wav(format({ tag: 2, bits: 4 }), data), 'holds Microsoft ADPCM'],
  ['a rate in error', wav(format({ rate: 0xffffffff, block: 0 }), data), 'a sample rate of 4294967295 Hz'],
  ['no channel', wav(format({ channels: 0 }), data), 'claims 0 channels'],
  ['65,535 channels', wav(format({ channels: 65_535, block: 0 }), data), 'claims 65535 channels; 1 to 256'],
  ['frames that do not fit', wav(format({ block: 3 }), data), 'frames of 3 bytes, but 1 channels of 16 bits take 2'],
  ['no rate', wav(format({ rate: 0 }), data), 'sample rate of 0 Hz'],
  ['extensible without GUID', wav(format({ tag: 0xfffe }), data), 'its extended format takes 40'],
  ['unknown GUID', wav(format({ tag: 0xfffe, extension: guid(1, { last: 0x72 }) }), data), 'unknown extended format'],
])('tells what is wrong: %s', (_, file, message) => {
  expect(() => decodeWav(file)).toThrow(InputError);
  expect(() => decodeWav(file)).toThrow(message);
});
