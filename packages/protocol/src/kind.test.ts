import { describe, expect, test } from 'vitest';
import { InputError } from './errors.js';
import { type Kind, type Revive, revivePart, specOf } from './kind.js';
import { arrayRef, type Json, type Spec } from './spec.js';

const array = Float32Array.of(1, 2, 3);
const sound = { samples: array, sampleRate: 8000 };
const kind: Kind<unknown> = { kind: 'thing', make: (options: unknown) => options };
const part = { spec: { kind: 'leaf', level: 1 }, bind: () => 0 };
const revive: Revive = { part: (spec) => ({ ...part, spec }), array: () => array };

const ref = arrayRef(array);
const options = {
  name: 'x',
  array,
  list: [array, sound],
  target: { data: array, shape: [1, 3] },
  part,
  factors: [[{ weight: 2, term: part }]],
  window: { fromMs: 1, toMs: 2 },
};
const spec = {
  name: 'x',
  array: ref,
  list: [ref, { ...ref, sampleRate: 8000 }],
  target: { data: ref, shape: [1, 3] },
  part: part.spec,
  factors: [[{ weight: 2, term: part.spec }]],
  window: { fromMs: 1, toMs: 2 },
  kind: 'thing',
};

test('a spec is its options, then its kind: references, specs of parts, and the rest as it is', () => {
  expect(JSON.stringify(specOf(kind, options))).toBe(JSON.stringify(spec));
});

test('what was left out is left out, at any depth', () => {
  const given = specOf(kind, { snrDb: 10, colour: undefined, window: { from: 1, to: undefined } });
  expect(Object.keys(given)).toEqual(['snrDb', 'window', 'kind']);
  expect(Object.keys(given.window as object)).toEqual(['from']);
});

test('a spec is a copy, so that it stays true', () => {
  const bands = [1, 2];
  const given = specOf(kind, { bands });
  bands.push(3);
  expect(given.bands).toEqual([1, 2]);
});

test('the options come back from JSON: arrays, sounds and parts wherever they stood', () => {
  const stored = JSON.parse(JSON.stringify(specOf(kind, options))) as Spec;
  expect(revivePart(kind, stored, revive)).toEqual(options);
});

describe('what only looks like a reference stays data', () => {
  test.each<[string, Json]>([
    ['without a hash', { length: 3 }],
    ['with more than one has', { length: 3, hash: 'a', shape: [3] }],
    ['of other types', { length: '3', hash: 'a' }],
    ['with a rate that is none', { length: 3, hash: 'a', sampleRate: 'x' }],
  ])('%s', (_, data) => {
    const other: Revive = { ...revive, array: () => expect.unreachable('it is no reference') };
    expect(revivePart(kind, { kind: 'thing', data }, other)).toEqual({ data });
  });
});

test('options nested too deep are refused in either direction', () => {
  let deep: Json = 0;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(() => specOf(kind, { deep })).toThrow(InputError);
  expect(() => revivePart(kind, { kind: 'thing', deep }, revive)).toThrow(/nested deeper than 256 lists/);
});

test('a name that means something in JavaScript is a name like any other', () => {
  const hostile = JSON.parse('{ "kind": "thing", "data": { "__proto__": { "polluted": 1 } } }') as Spec;
  const made = revivePart(kind, hostile, revive) as { data: object };
  expect(Object.keys(made.data)).toEqual(['__proto__']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
