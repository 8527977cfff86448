import { readFileSync } from 'node:fs';
import { InputError } from '@audiate/protocol';
import { describe, expect, test } from 'vitest';
import { bytesOf, chunk, type Fields, format, guid, riff, wav } from '../testing/wav-bytes.js';
import { decodeWav } from './decode.js';

/** What soundfile, scipy, ffmpeg and sox read, every 97th of 4,000 samples; null where they disagree or refuse. */
interface Expected {
  readonly right: readonly number[] | null;
  readonly n: number | null;
  readonly rate: number;
  readonly channels: number;
}
const FOLDER = 'fixtures/sound/wav';
const expected: Record<string, Expected> = JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8'));
const file = (name: string) => readFileSync(`${FOLDER}/${name}`);

/** The samples of most cases, and the same with more bits. */
const int16 = new Uint8Array(file('rf64.wav').subarray(80));
const int32 = new Int32Array(file('int32.wav').buffer.slice(44));
const wave = Float64Array.from({ length: 4000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / 16_000));
const int24 = Array.from(wave, (v) => bytesOf((Math.round(v * (2 ** 23 - 1)) + 2 ** 24) % 2 ** 24, 3));
const float = Float32Array.from(wave);
const zeros = (count: number) => new Array<number>(count).fill(0);
const inChannels = (count: number) => Array.from(int16).flatMap((_, i) => (i % 2 ? [] : repeat(count, i)));
const repeat = (count: number, i: number) => Array.from({ length: count }, () => [int16[i]!, int16[i + 1]!]).flat();
const swapped = Array.from(int16, (_, i) => int16[i ^ 1]!);
const data = (body: ArrayLike<number> = int16, claimed?: number) => chunk('data', body, claimed);
const plain = (fields: Fields, body: ArrayLike<number>) => wav(format(fields), data(body));
const ds64 = chunk('ds64', [...bytesOf(0, 8), ...bytesOf(8000, 8), ...bytesOf(4000, 8), ...zeros(4)]);
const raw = (view: ArrayBufferView) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

const built: Record<string, Uint8Array> = {
  'ok-int16': plain({}, int16),
  'stream-sox-7fff': wav(format(), data(int16, 0x7ffff000)),
  'stream-7fffffff': wav(format(), data(int16, 0x7fffffff)),
  'sox-from-stdin-pipe': wav(format(), data(int16, 0x7ffff000 - 36)),
  'half-frame-at-end': wav(format(), data([...int16, 9]).slice(0, -1)),
  'stereo-half-frame': wav(format({ channels: 2 }), data([...inChannels(2), 9, 9])),
  'list-odd-padded': wav(format(), chunk('LIST', [1, 2, 3]), data()),
  'list-after': wav(format(), data(), chunk('LIST', [1, 2, 3])),
  'junk-4k-before': wav(chunk('JUNK', zeros(4000)), format(), data()),
  'bext-before-fmt': wav(chunk('bext', zeros(602)), format(), data()),
  fmt18: plain({ extension: [0, 0] }, int16),
  'fmt-extensible-16': plain({ tag: 0xfffe, extension: guid(1, { valid: 16 }) }, int16),
  int24: plain({ bits: 24 }, int24.flat()),
  'int24-in-32-extensible': plain(
    { tag: 0xfffe, bits: 32, extension: guid(1, { valid: 24 }) },
    int24.flatMap((sample) => [0, ...sample]),
  ),
  'int20-in-24': plain({ bits: 20 }, int24.flat()),
  float32: plain({ tag: 3, bits: 32 }, raw(float)),
  'float32-fact': wav(
    format({ tag: 3, bits: 32, extension: [0, 0] }),
    chunk('fact', bytesOf(4000, 4)),
    data(raw(float)),
  ),
  float64: plain({ tag: 3, bits: 64 }, raw(wave)),
  float16: plain({ tag: 3, bits: 16 }, int16),
  'float32-nan': plain({ tag: 3, bits: 32 }, raw(Float32Array.of(0, Number.NaN))),
  bw64: riff('BW64', ds64, format(), data(int16, 0xffffffff)),
  rifx: riff('RIFX', format({ bigEndian: true }), chunk('data', swapped, 8000, true)),
  'empty-data': wav(format(), data([])),
  'only-header': wav(format()),
  '8k': plain({ rate: 8000 }, int16),
  'data-before-fmt': wav(data(), format()),
  'two-data-chunks': wav(format(), data(), data()),
  'lfs-pointer': Uint8Array.from(Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 8044\n')),
  'sox-pipe': wav(format(), data(int16, 0x7ffff000)),
  'ffmpeg-s24': plain(
    { bits: 24 },
    Array.from(int16).flatMap((byte, i) => (i % 2 ? [byte] : [0, byte])),
  ),
  'ffmpeg-s32': plain(
    { bits: 32 },
    Array.from(int16).flatMap((byte, i) => (i % 2 ? [byte] : [0, 0, byte])),
  ),
  'ffmpeg-f32': plain({ tag: 3, bits: 32 }, raw(Float32Array.from(new Int16Array(int16.buffer), (v) => v / 2 ** 15))),
  'ffmpeg-f64': plain({ tag: 3, bits: 64 }, raw(Float64Array.from(new Int16Array(int16.buffer), (v) => v / 2 ** 15))),
  'ffmpeg-6ch': plain({ tag: 0xfffe, channels: 6, extension: guid(1, { valid: 16 }) }, inChannels(6)),
};
/** Read by other tests: what ffmpeg makes of them stands in encodings.test.ts. */
const ELSEWHERE = ['ffmpeg-u8', 'ffmpeg-mulaw', 'ffmpeg-alaw'];
/** What the file ends like, where not `complete`. */
const streamed = [/^stream-/, /^sox-/, /^ffmpeg-pipe/];

describe('as soundfile, scipy, ffmpeg and sox read it', () => {
  const cases = Object.entries(expected).filter(([name]) => !ELSEWHERE.includes(name));
  test.each(cases)('%s', (name, { right, n, rate, channels }) => {
    const bytes = built[name] ?? file(name.includes('.') ? name : `${name}.wav`);
    if (right === null) {
      expect(() => decodeWav(bytes)).toThrow(InputError);
      return;
    }
    const decoded = decodeWav(bytes, { truncated: 'keep' });
    expect(decoded.sampleRate).toBe(rate);
    expect(decoded.channels).toHaveLength(channels);
    for (const samples of decoded.channels) {
      expect(samples).toHaveLength(n!);
      right.forEach((value, i) => {
        expect(Math.abs(samples[97 * i]! - value), `sample ${97 * i}`).toBeLessThanOrEqual(TOLERANCE);
      });
    }
    const open = streamed.some((pattern) => pattern.test(name));
    const ending = name === 'truncated-download' ? 'truncated' : open ? 'streamed' : 'complete';
    expect(decoded.ending).toBe(ending);
  });
});

/** The rounding of a value to float32. */
const TOLERANCE = 2 ** -25;

test('half a download is refused, with what is there and how to have it', () => {
  expect(() => decodeWav(file('truncated-download.wav'))).toThrow(
    `its "data" chunk claims 16000 bytes (0.500 s), 8000 are there (0.250 s); get the whole file, or read what there is with { truncated: 'keep' }`,
  );
});

test('an empty data chunk before others is empty, not a stream', () => {
  const { channels, ending } = decodeWav(wav(format(), data([]), chunk('LIST', [1, 2, 3])));
  expect([channels[0]!.length, ending]).toEqual([0, 'complete']);
});

test('int32 has its own right values', () => {
  expect(decodeWav(file('int32.wav')).channels[0]![5]).toBe(Math.fround(int32[5]! / 2 ** 31));
});
