import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeNpy } from './npy.js';
import { encodeNpz } from './npz.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiate-npz-'));
});
afterAll(() => rm(folder, { recursive: true }));

const python = (...code: string[]) => spawnSync('python3', ['-c', ...code], { encoding: 'utf8' });
const hasNumpy = python('import numpy').status === 0;

const arrays = {
  'encoder.2': { data: Float32Array.from([0.1, -2, 3e-8, 4, 5, 6]), shape: [1, 2, 3] },
  lengths: { data: Int32Array.from([7, -8]), shape: [2] },
  exact: { data: Float64Array.from([Math.PI]), shape: [] },
  bytes: { data: Uint8Array.from([255]), shape: [1, 1] },
  files: ['a.wav', 'größe 🎵.wav', ''],
};

test.runIf(hasNumpy)('NumPy reads every array bit for bit', async () => {
  const file = join(folder, 'arrays.npz');
  await writeFile(file, encodeNpz(arrays));
  const read = [
    'import json, sys, numpy',
    'z = numpy.load(sys.argv[1], allow_pickle=False)',
    'print(json.dumps({k: [str(z[k].dtype), list(z[k].shape), z[k].astype(object).ravel().tolist()] for k in z.files}))',
  ];
  const { stdout, stderr } = python(read.join('\n'), file);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    'encoder.2': ['float32', [1, 2, 3], [...arrays['encoder.2'].data]],
    lengths: ['int32', [2], [7, -8]],
    exact: ['float64', [], [Math.PI]],
    bytes: ['uint8', [1, 1], [255]],
    files: ['<U11', [3], arrays.files],
  });
});

test('headers end on a multiple of 64 bytes, and equal arrays give equal bytes', () => {
  const files = unzipSync(encodeNpz(arrays));
  expect(Object.keys(files)).toEqual(Object.keys(arrays).map((name) => `${name}.npy`));
  for (const bytes of Object.values(files)) {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
    expect((10 + length) % 64).toBe(0);
    expect(bytes[9 + length]).toBe(10);
  }
  expect(encodeNpz(arrays)).toEqual(encodeNpz(arrays));
  const view = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
  expect(encodeNpy({ data: view, shape: [2] })).toEqual(encodeNpy({ data: view.slice(), shape: [2] }));
});

test.each<[Parameters<typeof encodeNpz>[0], RegExp]>([
  [{}, /holds 1 to 65535 arrays, got 0/],
  [{ '../x': ['a'] }, /name must be 1 to 200 letters.*got "\.\.\/x"/],
  [{ x: { data: new Float32Array(3), shape: [2, 2] } }, /shape \(2, 2\) holds 4 numbers, got 3/],
  [{ x: { data: new Float32Array(1), shape: [-1] } }, /extent of an array must be .* at least 0, got -1/],
  [{ x: { data: [1] as never, shape: [1] } }, /must be of Float32Array.* got an array of 1/],
])('refuses %j', (given, message) => {
  expect(() => encodeNpz(given)).toThrow(InputError);
  expect(() => encodeNpz(given)).toThrow(message);
});
