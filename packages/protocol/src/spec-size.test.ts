import { expect, test } from 'vitest';
import { InputError } from './errors.js';
import { specOf } from './kind.js';
import { checkSpec, type Json, type Spec } from './spec.js';

const nested = (depth: number): Spec => {
  let spec = specOf({ kind: 'leaf' });
  for (let i = 1; i < depth; i++) spec = specOf({ kind: 'wrap' }, { part: spec });
  return spec;
};

test('a part of at most 1024 parts, 64 deep, passes', () => {
  expect(specOf({ kind: 'many' }, { parts: Array(1023).fill(specOf({ kind: 'leaf' })) }).kind).toBe('many');
  expect(nested(64).kind).toBe('wrap');
  expect(specOf({ kind: 'plain' }, { points: Array(5000).fill([0, 1]) }).kind).toBe('plain');
});

test('more are refused with the reason, before they are more than twice as many', () => {
  let double = specOf({ kind: 'leaf' });
  const grow = () => {
    for (let i = 0; i < 20; i++) double = specOf({ kind: 'pair' }, { parts: [double, double] });
  };
  expect(grow).toThrow(InputError);
  expect(grow).toThrow(/pair is made of 2047 parts, each of which would run at every step; use at most 1024/);
  expect(() => nested(65)).toThrow(/wrap nests parts 65 deep; a recipe is rebuilt to 64, so nest fewer/);
});

test('a spec that was made by hand is counted, too', () => {
  const many = { kind: 'mine', parts: Array(2000).fill({ kind: 'leaf' }) } as Spec;
  expect(() => checkSpec(many)).toThrow(/mine is made of 2001 parts/);
  let deep: Json = 0;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(() => checkSpec({ kind: 'mine', deep })).toThrow(InputError);
});
