import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesInMemory, type CheckpointSource } from '@audiate/checkpoints';
import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadTfjs } from '../index.js';
import { readTfjs, tfjsInMemory } from './tfjs-files.js';

const folder = mkdtempSync(join(tmpdir(), 'audiate-tfjs-'));
beforeAll(() => tf.setBackend('cpu'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => writeFileSync(join(folder, 'w.bin'), new Uint8Array(8)));

const w = { name: 'w', shape: [2], dtype: 'float32' };
const json = (weights: object[], paths = ['w.bin']) => ({
  ...{ format: 'layers-model', modelTopology: {}, weightsManifest: [{ paths, weights }] },
});

test.each<[string, object, RegExp]>([
  ['a shape of 4 terabytes', json([{ ...w, shape: [2 ** 40] }]), /weights of 4398046511104 bytes, but w\.bin have 8$/],
  ['a shape of 60 gigabytes', json([{ ...w, shape: [15e9] }]), /weights of 60000000000 bytes, but w\.bin have 8$/],
  ['a shape beyond all numbers', json([{ ...w, shape: [1e300, 0] }]), /must have a shape of at most 8 whole numbers/],
  ['too few', json([{ ...w, shape: [1] }]), /weights of 4 bytes, but w\.bin have 8 or more$/],
  ['a file named twice', json([{ ...w, shape: [4] }], ['w.bin', 'w.bin']), /has the path "w\.bin" twice$/],
])('a folder whose model.json lies is refused before memory is asked for: %s', async (_, model, message) => {
  writeFileSync(join(folder, 'model.json'), JSON.stringify(model));
  const error = await loadTfjs(folder, { sampleRate: 8000 }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toMatch(message);
});

test('a file that is as long as its model.json tells, and longer than memory, is refused', async () => {
  const bytes = new TextEncoder().encode(JSON.stringify(json([{ ...w, shape: [2 ** 48] }])));
  const long = { size: 2 ** 50, read: () => Promise.reject(new Error('it must not be read')) };
  const source: CheckpointSource = {
    ...{ name: 'long', place: 'the place' },
    open: async (file) => (file === 'model.json' ? bytesInMemory(bytes) : long),
    close: async () => undefined,
  };
  const error = await readTfjs(source).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toMatch(/have 1125899906842624 bytes, more than fit into memory$/);
});

const small = (quantization: unknown, dtype = 'float32') => [{ ...w, dtype, quantization }];
test.each<[string, object[], RegExp]>([
  ['no scale', small({ dtype: 'uint8', min: 0 }), /^quantization of weight "w" .* must have a finite number as scale/],
  ['no min', small({ dtype: 'uint16', scale: 1 }), /must have a finite number as min, got undefined$/],
  ['a text', small({ dtype: 'uint8', min: 0, scale: '1' }), /must have a finite number as scale, got "1"$/],
  ['no number', small({ dtype: 'uint8', min: Number.NaN, scale: 1 }), /must have a finite number as min, got NaN$/],
  ['no object', small('uint8'), /^quantization of weight "w" in model\.json must be an object, got "uint8"$/],
  ['another kind', small({ dtype: 'int4' }), /^unknown quantization of weight "w" .* choose from float16, uint8/],
  ['bool', small({ dtype: 'uint8', min: 0, scale: 1 }, 'bool'), /which can stand for float32, int32, not for bool$/],
  ['halves', small({ dtype: 'float16' }, 'int32'), /is float16, which can stand for float32, not for int32$/],
  ['a name twice', [w, w], /^weightsManifest in model\.json has the weight "w" twice$/],
])('weights that cannot be told are refused: %s', (_, weights, message) => {
  const load = () => tfjsInMemory({ model: json(weights), weights: new Uint8Array(2) });
  expect(load).toThrow(InputError);
  expect(load).toThrow(message);
});

test('weights in bytes and halves are told', () => {
  const before = tf.memory().numTensors;
  const weights = [
    { ...w, name: 'bytes', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
    { ...w, name: 'ints', dtype: 'int32', quantization: { dtype: 'uint8', scale: 2, min: 1 } },
    { ...w, name: 'halves', quantization: { dtype: 'float16' } },
    { ...w, name: '__proto__', dtype: 'bool', quantization: null },
  ];
  const bytes = new Uint8Array([4, 8, 3, 5, 0, 0x3c, 0, 0xc0, 1, 0]);
  const told = tfjsInMemory({ model: json(weights), weights: bytes }).weights;
  expect([...told.get('bytes')!.data]).toEqual([1, 3]);
  expect([...told.get('ints')!.data]).toEqual([7, 11]);
  expect([...told.get('halves')!.data]).toEqual([1, -2]);
  expect(tf.memory().numTensors).toBe(before);
});
