import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { chunk, format, wav } from '../testing/wav-bytes.js';
import { decodeWav } from './decode.js';
import { encodeWav } from './encode.js';

const folder = mkdtempSync(join(tmpdir(), 'audiate-encodings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

const all = Array.from({ length: 256 }, (_, i) => i);
const read = (fields: Parameters<typeof format>[0], bytes: readonly number[]) =>
  decodeWav(wav(format(fields), chunk('data', bytes))).channels[0]!;

test('G.711: the values of the standard', () => {
  const mu = read({ tag: 7, bits: 8 }, [0x00, 0x7f, 0x80, 0xff, 0x0f]);
  expect(Array.from(mu, (v) => v * 2 ** 15)).toEqual([-32_124, 0, 32_124, 0, -16_764]);
  const a = read({ tag: 6, bits: 8 }, [0x2a, 0xaa, 0x55, 0xd5, 0x80]);
  expect(Array.from(a, (v) => v * 2 ** 15)).toEqual([-32_256, 32_256, -8, 8, 5_504]);
});

test('64 bits, and frames that a writer left out or forgot the channels in', () => {
  expect([...read({ bits: 64 }, [0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0x80])]).toEqual([0.5, -1]);
  const frames = [0, 0x40, 0, 0x80, 0, 0x20, 0, 0];
  for (const block of [0, 1, 2]) expect([...read({ channels: 2, block }, frames)]).toEqual([0.5, 0.25]);
  expect([...read({ bits: 12 }, frames)]).toEqual([0.5, -1, 0.25, 0]);
});

const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
const sox = spawnSync('sox', ['--version']).status === 0;
const python = spawnSync('python3', ['-c', 'import scipy, soundfile']).status === 0;

function asFloat64(command: string, args: readonly string[]): number[] {
  const { stdout, status, stderr } = spawnSync(command, args, { maxBuffer: 2 ** 26 });
  expect(status, String(stderr)).toBe(0);
  return [...new Float64Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length))];
}

test.skipIf(!ffmpeg).each(
  [
    ['u8', 's16', 's24', 's32', 'f32', 'f64'],
    ['mulaw', 'alaw'],
  ].flat(),
)('every byte as ffmpeg reads it: pcm_%s', (codec) => {
  const source = at(`${codec}.raw`);
  const bytes = codec.startsWith('f') ? new Float64Array(64).map((_, i) => Math.sin(i)) : Uint8Array.from(all);
  writeFileSync(source, bytes);
  const name = /^[usf]\d/.test(codec) && codec !== 'u8' ? `${codec}le` : codec;
  const input = codec.startsWith('f') ? 'f64le' : name;
  const made = at(`${codec}.wav`);
  asFloat64('ffmpeg', ['-v', 'error', '-y', '-f', input, '-ar', '8000', '-i', source, '-c:a', `pcm_${name}`, made]);
  const reference = asFloat64('ffmpeg', ['-v', 'error', '-i', made, '-f', 'f64le', '-']);
  const { channels, ending } = decodeWav(readFileSync(made));
  expect(ending).toBe('complete');
  expect([...channels[0]!]).toEqual(reference.map(Math.fround));
});

test.skipIf(!sox)('what sox writes into a pipe', () => {
  const raw = at('ramp.raw');
  writeFileSync(raw, Uint8Array.from(all));
  const { stdout } = spawnSync('sh', ['-c', `cat ${raw} | sox -t raw -r 8000 -e signed -b 16 -c 2 - -t wav -`]);
  const { channels, ending } = decodeWav(stdout);
  expect([channels.length, channels[0]!.length, ending]).toEqual([2, 64, 'streamed']);
});

test.skipIf(!python || !ffmpeg)('what is written here, scipy, soundfile and ffmpeg read to the bit', () => {
  const audio = Float32Array.from({ length: 300 }, (_, i) => Math.sin(i));
  for (const encoding of ['float32', 'int16'] as const) {
    const file = at(`${encoding}.wav`);
    const bytes = encodeWav(audio, { sampleRate: 22_050, format: encoding });
    writeFileSync(file, bytes);
    const own = [...decodeWav(bytes).channels[0]!];
    const script = `
import sys, numpy as np, soundfile
from scipy.io import wavfile
rate, x = wavfile.read(sys.argv[1])
y, other = soundfile.read(sys.argv[1], dtype='float64')
assert rate == other == 22050
x = x / 2**15 if x.dtype == np.int16 else x.astype('float64')
assert np.array_equal(x, y)
sys.stdout.buffer.write(y.tobytes())`;
    expect(asFloat64('python3', ['-c', script, file])).toEqual(own);
    expect(asFloat64('ffmpeg', ['-v', 'error', '-i', file, '-f', 'f64le', '-'])).toEqual(own);
  }
});
