import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENGINES, PARAMS, PENALTIES, TRANSFORMS } from './choices.js';
import { type Form, RANGES, START } from './form.js';
import { formFromHash, formToHash } from './form-url.js';
import type { Target } from './target.js';

const number = ({ min, max, step }: { min: number; max: number; step: number }) =>
  fc.integer({ min: Math.ceil(min / step), max: Math.floor(max / step) }).map((n) => Number((n * step).toFixed(1)));
const oneOf = <C extends object>(choices: C) => fc.constantFrom(...(Object.keys(choices) as (keyof C)[]));
const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.length <= 60);
const target: fc.Arbitrary<Target> = fc.oneof(
  fc.record({
    kind: fc.constant('unit' as const),
    layer: fc.constantFrom('encoder.3', 'conv.0.pre', 'a:b'),
    unit: fc.nat(1e6),
  }),
  fc.record({ kind: fc.constant('token' as const), token: name }),
  fc.record({ kind: fc.constant('word' as const), text: name }),
);
const form: fc.Arbitrary<Form> = fc.record({
  model: fc.constantFrom('tiny', 'tinyB', 'owner/name-1.5', 'file:my model.onnx'),
  target,
  seed: number(RANGES.seed),
  steps: number(RANGES.steps),
  seconds: number(RANGES.seconds),
  param: oneOf(PARAMS),
  transforms: oneOf(TRANSFORMS),
  engine: oneOf(ENGINES),
  penalties: fc.record({
    sparsity: fc.integer({ min: 0, max: PENALTIES.sparsity.most }),
    spectralTv: fc.integer({ min: 0, max: PENALTIES.spectralTv.most }),
    crest: fc.integer({ min: 0, max: PENALTIES.crest.most }),
    edges: fc.integer({ min: 0, max: PENALTIES.edges.most }),
  }),
});

test('a form comes back from its address', () => {
  fc.assert(
    fc.property(form, (given) => {
      expect(formFromHash(`#${formToHash(given)}`)).toEqual({ form: given, refused: [] });
    }),
  );
});

test('no address throws, and what comes of it has an address of its own', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 3000 }), (hash) => {
      const { form: read } = formFromHash(hash);
      expect(formFromHash(formToHash(read))).toEqual({ form: read, refused: [] });
    }),
  );
});

test.each([
  ['steps=1e9', 'steps'],
  ['steps=0', 'steps'],
  ['steps=2.5', 'steps'],
  ['seed=-1', 'seed'],
  ['seconds=NaN', 'seconds'],
  ['seconds=1000', 'seconds'],
  ['param=__proto__', 'param'],
  ['transforms=toString', 'transforms'],
  ['engine=tensorflow', 'engine'],
  ['sparsity=101', 'sparsity'],
  ['model=https://example.org/x', 'model'],
  ['model=../../etc', 'model'],
  ['model=file:a/b', 'model'],
  ['target=encoder.3', 'target'],
  ['target=encoder.3:-1', 'target'],
])('%s is told, and what the page begins with stays', (hash, field) => {
  const { form: read, refused } = formFromHash(hash);
  expect(read).toEqual(START);
  expect(refused).toEqual([expect.stringContaining(`${field} can't be`)]);
});

test('what is no setting, and an address that is too long, are told', () => {
  expect(formFromHash('volume=11').refused).toEqual(['"volume" is no setting']);
  expect(formFromHash('x'.repeat(2001)).refused).toEqual(['the address is longer than 2000 letters']);
});
