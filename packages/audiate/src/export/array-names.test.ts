import { encodeNpz } from '@audiate/dataset';
import { expect, test } from 'vitest';
import { arrayNames } from './array-names.js';

test('layers of any name give arrays that an .npz file takes, each its own', () => {
  const layers = [
    'encoder.2',
    '/Sub_output_0',
    'Sub output:0',
    '/',
    '//',
    'files',
    'a',
    'a.clip',
    '../x',
    'y'.repeat(300),
  ];
  const names = arrayNames(layers);
  expect(names.slice(0, 9)).toEqual([
    'encoder.2',
    'Sub_output_0',
    'Sub-output-0',
    'layer',
    'layer-2',
    'files-2',
    'a',
    'a.clip-2',
    'x',
  ]);
  const all = names.flatMap((name) => ['', '.clip', '.seconds'].map((ending) => name + ending));
  expect(new Set(all).size).toBe(all.length);
  expect(() => encodeNpz(Object.fromEntries(all.map((name) => [name, ['']])))).not.toThrow();
});
