import { readFileSync } from 'node:fs';
import { encodeWav } from '@audiate/media';
import { InputError } from '@audiate/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readAudioWindows } from './audio-windows.js';
import { readAudio } from './read-audio.js';

const SOURCES = [
  'fixtures/sound/speech-back-16k.wav',
  ...[
    'stereo-44k.flac',
    'mono-16k-24.flac',
    'mono-16k-flac.oga',
    'stereo-44k.mp3',
    'mono-16k-without-length.mp3',
    'stereo-44k.ogg',
    'stereo-48k.opus',
    'mono-16k.opus',
  ].map((name) => `fixtures/sound/formats/${name}`),
];

/** Numbers from 0 to 1 (mulberry32). */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Breaker = (bytes: Uint8Array, draw: () => number) => Uint8Array;
const at = (bytes: Uint8Array, draw: () => number, end = bytes.length) =>
  Math.floor(draw() * Math.min(end, bytes.length));

const BREAKERS: Readonly<Record<string, Breaker>> = {
  cut: (bytes, draw) => bytes.subarray(0, at(bytes, draw)),
  'cut in the header': (bytes, draw) => bytes.subarray(0, at(bytes, draw, 300)),
  'one byte flipped': (bytes, draw) => bytes.with(at(bytes, draw), Math.floor(draw() * 256)),
  'bytes flipped': (bytes, draw) => {
    const broken = bytes.slice();
    for (let i = 0; i < 1 + bytes.length / 200; i++) broken[at(bytes, draw)] = Math.floor(draw() * 256);
    return broken;
  },
  'header flipped': (bytes, draw) => {
    const broken = bytes.slice();
    for (let i = 0; i < 6; i++) broken[at(bytes, draw, 200)] = Math.floor(draw() * 256);
    return broken;
  },
  'header of high numbers': (bytes, draw) => {
    const broken = bytes.slice();
    const from = 4 + at(bytes, draw, 100);
    return broken.fill(0xff, from, from + 4);
  },
  'header of zeros': (bytes, draw) => {
    const from = 4 + at(bytes, draw, 100);
    return bytes.slice().fill(0, from, from + 4);
  },
  'a part taken out': (bytes, draw) => {
    const from = at(bytes, draw);
    return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(from + at(bytes, draw, 5_000))]);
  },
  'a part of noise': (bytes, draw) => {
    const from = at(bytes, draw);
    return bytes.slice().fill(Math.floor(draw() * 256), from, from + at(bytes, draw, 5_000));
  },
  'a part twice': (bytes, draw) => {
    const from = at(bytes, draw);
    return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(Math.floor(from / 2))]);
  },
  'zeros behind': (bytes) => Uint8Array.from([...bytes, ...new Uint8Array(3_000)]),
  'noise behind': (bytes, draw) =>
    Uint8Array.from([...bytes, ...Uint8Array.from({ length: 3_000 }, () => draw() * 256)]),
};

const output = ['error', 'warn', 'log'] as const;
beforeEach(() => {
  for (const name of output) vi.spyOn(console, name);
});
afterEach(() => {
  for (const name of output) expect(console[name]).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

/** What reading comes to: the number of samples, or the message. Anything but an InputError fails the test. */
async function outcome(bytes: Uint8Array, truncated: 'refuse' | 'keep'): Promise<number | string> {
  try {
    const { samples, sampleRate } = await readAudio(bytes, { truncated });
    expect(sampleRate).toBeGreaterThan(0);
    expect(samples.every(Number.isFinite)).toBe(true);
    return samples.length;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    const { message } = error as InputError;
    expect(message).toMatch(/^[^\n]{10,400}$/);
    return message;
  }
}

async function windowsOutcome(bytes: Uint8Array, truncated: 'refuse' | 'keep'): Promise<number | string> {
  let samples = 0;
  try {
    for await (const window of readAudioWindows(bytes, { truncated, seconds: 0.5 })) {
      samples += window.samples.length;
    }
    return samples;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
}

test.each(SOURCES)('%s broken in 24 ways is read, or refused by one sentence', async (file) => {
  const bytes = new Uint8Array(readFileSync(file));
  for (const [name, breaker] of Object.entries(BREAKERS)) {
    for (let seed = 1; seed <= 2; seed++) {
      const broken = breaker(bytes, draws(seed * 7_919 + name.length));
      const [refused, kept] = [await outcome(broken, 'refuse'), await outcome(broken, 'keep')];
      if (typeof refused === 'number') expect(kept, `${name} ${seed}`).toBe(refused);
      if (seed > 1) continue;
      expect(await windowsOutcome(broken, 'refuse'), `${name} ${seed}`).toEqual(refused);
    }
  }
});

const text = (words: string) => new TextEncoder().encode(words);

test.each<[string, Uint8Array, string]>([
  ['nothing', new Uint8Array(0), 'the file is empty: it has 0 bytes'],
  ['one byte', Uint8Array.of(7), 'nobody knows what this file is by its first bytes; WAV, FLAC, MP3, Ogg Vorbis'],
  ['a text', text('Ladies and gentlemen'), 'this is a text, not a sound: it begins with "Ladies and gentlemen"'],
  ['a page', text('<!doctype html><title>Sign in</title>'), 'this is a web page, not a sound'],
  ['a pointer', text('version https://git-lfs.github.com/spec/v1\noid'), 'this is a git-lfs pointer, not the file'],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'this is a picture (PNG), not a sound'],
  ['a photo', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16), 'this is a picture (JPEG), not a sound'],
  ['zeros', new Uint8Array(100_000), 'the file holds zeros only, as an interrupted download or copy leaves it'],
  ['a tag alone', text('ID3\x03\x00\x00\x00\x00\x00\x0a0123456789'), 'the file holds a tag and no sound'],
  ['only fLaC', text('fLaC'), 'the FLAC file is damaged: it does not begin with the block that describes it'],
  ['M4A', new Uint8Array(readFileSync('fixtures/sound/wav/speech.m4a')), 'this is M4A (MPEG-4 audio); WAV, FLAC, MP3'],
  ['AIFF', new Uint8Array(readFileSync('fixtures/sound/wav/speech.aiff')), 'convert it by ffmpeg -i in.aiff out.flac'],
])('%s is no sound, and what it is is said', async (_, bytes, message) => {
  expect(await outcome(bytes, 'refuse')).toContain(message);
  expect(await windowsOutcome(bytes, 'keep')).toContain(message);
});

test('a WAV that is too long at the rate asked for is refused before it is decoded', async () => {
  const bytes = encodeWav(new Float32Array(2 ** 23 + 1), { sampleRate: 500 });
  await expect(readAudio(bytes, { sampleRate: 16_000 })).rejects.toThrow(
    'the WAV file has more than 268435456 samples at the rate asked for, too many to hold; read it by readAudioWindows',
  );
});

/** A file with bytes written over a place in it. */
function patched(file: string, at: (bytes: Uint8Array) => number, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(readFileSync(file));
  bytes.set(values, at(bytes));
  return bytes;
}
const mark = (name: string, offset: number) => (bytes: Uint8Array) =>
  String.fromCharCode(...bytes.subarray(0, 512)).indexOf(name) + offset;
const FORMATS = 'fixtures/sound/formats';

test.each<[string, Uint8Array, string]>([
  [
    'samples',
    patched(`${FORMATS}/stereo-44k.flac`, () => 21, [0xff, 0xff, 0xff, 0xff, 0xff]),
    'it claims 68719476735 (1.56e+6 s) samples, 48307 (1.10 s) can be read',
  ],
  ['rate', patched(`${FORMATS}/stereo-44k.flac`, () => 18, [0, 0, 2]), 'the FLAC file claims a sample rate of 0 Hz'],
  [
    'channels',
    patched(`${FORMATS}/stereo-48k.opus`, mark('OpusHead', 9), [255]),
    'the Ogg Opus file claims 255 channels; 1 to 32 are read',
  ],
  [
    'channels',
    patched(`${FORMATS}/stereo-44k.ogg`, mark('\x01vorbis', 11), [0]),
    'the Ogg Vorbis file claims 0 channels; 1 to 32 are read',
  ],
  [
    'rate',
    patched(`${FORMATS}/stereo-44k.ogg`, mark('\x01vorbis', 12), [255, 255, 255, 255]),
    'the Ogg Vorbis file claims a sample rate of 4294967295 Hz; 1 to 1000000 are read',
  ],
])('%s that no recording has are refused, and nothing is made for them', async (_, bytes, message) => {
  expect(await outcome(bytes, 'refuse')).toContain(message);
});

test('a flipped bit of Ogg and of FLAC is found by its checksum', async () => {
  for (const [name, how] of [
    ['stereo-44k.ogg', 'the checksum of a page is wrong'],
    ['mono-16k.opus', 'the checksum of a page is wrong'],
    ['stereo-44k.flac', 'is truncated: it claims 48307 (1.10 s) samples'],
  ] as const) {
    const bytes = new Uint8Array(readFileSync(`${FORMATS}/${name}`));
    bytes[bytes.length >> 1]! ^= 4;
    expect(await outcome(bytes, 'refuse')).toContain(how);
  }
});

test.each(['stereo-44k.flac', 'mono-16k-24.flac'])('%s ends where it says, whatever is behind', async (name) => {
  const bytes = readFileSync(`${FORMATS}/${name}`);
  const { samples } = await readAudio(bytes);
  const big = new Uint8Array(1_200_000).fill(0xff);
  for (const behind of [text('12345678'), Uint8Array.of(0xff, 0xf8), new Uint8Array(9_000), big, bytes]) {
    expect((await readAudio(Buffer.concat([bytes, behind]))).samples).toEqual(samples);
  }
});

test('tags before and behind change nothing', async () => {
  const id3v1 = new Uint8Array(128);
  id3v1.set(text('TAG'));
  const ape = new Uint8Array(2_048).fill(65);
  ape.set(text('APETAGEX'));
  // A picture of 40,000 bytes, its length in 7 bits a byte.
  const id3v2 = new Uint8Array(10 + 40_000).fill(0xff);
  id3v2.set([...text('ID3'), 4, 0, 0, 0, 40_000 >> 14, (40_000 >> 7) & 127, 40_000 & 127]);
  for (const name of ['stereo-44k.mp3', 'stereo-44k.flac', 'mono-16k-without-length.mp3']) {
    const bytes = readFileSync(`${FORMATS}/${name}`);
    const { samples } = await readAudio(bytes);
    const tagged = Buffer.concat([id3v2, bytes, id3v1]);
    expect((await readAudio(tagged)).samples).toEqual(samples);
    if (name === 'mono-16k-without-length.mp3') continue;
    expect((await readAudio(Buffer.concat([bytes, ape]))).samples).toEqual(samples);
  }
});
