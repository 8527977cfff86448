import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeWav } from './decode.js';
import { encodeWav } from './encode.js';

const audioArbitrary = fc.float32Array({ minLength: 1, maxLength: 300, noNaN: true, noDefaultInfinity: true });

test('float32 keeps every bit, beyond ±1, too', () => {
  fc.assert(
    fc.property(audioArbitrary, fc.integer({ min: 1, max: 192_000 }), (audio, sampleRate) => {
      const { channels, sampleRate: read } = decodeWav(encodeWav(audio, { sampleRate }));
      expect(read).toBe(sampleRate);
      expect(new Uint32Array(channels[0]!.buffer)).toEqual(new Uint32Array(audio.slice().buffer));
    }),
  );
});

test('int16 rounds to the nearest step and clamps', () => {
  const audio = Float32Array.of(0, 1, -1, 7, -7, 0.4 / 32_768, 0.6 / 32_768, -0.6 / 32_768, 0.5);
  const { channels } = decodeWav(encodeWav(audio, { sampleRate: 16_000, format: 'int16' }));
  expect(Array.from(channels[0]!, (v) => v * 32_768)).toEqual([0, 32_767, -32_768, 32_767, -32_768, 0, 1, -1, 16_384]);
});

test('int16 read back is written the same', () => {
  const audio = Float32Array.from({ length: 65_536 }, (_, i) => (i - 32_768) / 32_768);
  const file = encodeWav(audio, { sampleRate: 8_000, format: 'int16' });
  expect(decodeWav(file).channels[0]).toEqual(audio);
});

test('a gain multiplies before the format rounds and clamps', () => {
  const audio = Float32Array.of(0.5, -3, 1.5);
  const read = (format: 'float32' | 'int16') =>
    Array.from(decodeWav(encodeWav(audio, { sampleRate: 8_000, format, gain: 0.5 })).channels[0]!);
  expect(read('float32')).toEqual([0.25, -1.5, 0.75]);
  expect(read('int16')).toEqual([0.25, -1, 0.75]);
});

test('refuses what is not audio, a format that is not one, and rates that are not whole', () => {
  expect(() => encodeWav(Float32Array.of(Number.NaN), { sampleRate: 16_000 })).toThrow(InputError);
  expect(() => encodeWav(new Float32Array(0), { sampleRate: 16_000 })).toThrow(InputError);
  for (const gain of [0, -1, Number.NaN, Infinity, '1' as never]) {
    expect(() => encodeWav(Float32Array.of(0), { sampleRate: 16_000, gain })).toThrow('gain must be a finite number');
  }
  expect(() => encodeWav(Float32Array.of(0), { sampleRate: 16_000.5 })).toThrow('sampleRate');
  expect(() => encodeWav(Float32Array.of(0), { sampleRate: 16_000, format: 'mp3' as 'int16' })).toThrow(
    'unknown format "mp3"; choose from float32, int16',
  );
});

const python = spawnSync('python3', ['--version']).status === 0;

test.skipIf(!python)("Python's wave module reads the int16 file", () => {
  const folder = mkdtempSync(join(tmpdir(), 'audiate-wav-'));
  try {
    const file = join(folder, 'a.wav');
    writeFileSync(file, encodeWav(Float32Array.of(0, 0.5, -0.25, 2, -2), { sampleRate: 22_050, format: 'int16' }));
    const script = `
import struct, sys, wave
with wave.open(sys.argv[1]) as f:
    n = f.getnframes()
    print(f.getnchannels(), f.getsampwidth(), f.getframerate(), n, *struct.unpack('<%dh' % n, f.readframes(n)))`;
    const { stdout, stderr } = spawnSync('python3', ['-c', script, file], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe('1 2 22050 5 0 16384 -8192 32767 -32768');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
