import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { fold, key } from '../key.js';
import type { Param } from '../param.js';
import type { Context } from '../part.js';
import type { Spec } from '../spec.js';
import type { TensorMap, Values } from '../values.js';
import { closeArrays, sameArray } from './compare.js';
import { checkFiniteGradient, checkGradient } from './finite-differences.js';
import { assertThat, type Law } from './law.js';
import { checkNoLeak } from './leaks.js';
import { toyModel } from './toy-model.js';

/** What {@link paramLaws} tries. */
export interface ParamSubject {
  readonly param: Param;
  /** Rebuilds the param from its spec after a trip through JSON. */
  readonly revive: (spec: Spec) => Param;
  /** Lengths of audio in samples; 64, 100 and 257 unless given. */
  readonly samples?: readonly number[];
  readonly batches?: readonly number[];
}

/** The laws that every param obeys. */
export function paramLaws(subject: ParamSubject): Law[] {
  const { param, revive, samples = [64, 100, 257], batches = [1, 3] } = subject;
  const model = toyModel();
  const context = fc.record({ samples: fc.constantFrom(...samples), batch: fc.constantFrom(...batches) });
  const seeds = fc.integer({ min: 0, max: 2 ** 31 });
  const forAll = (check: (context: Context, seed: number) => void) =>
    fc.assert(
      fc.property(context, seeds, (shape, seed) => check({ ...shape, model }, seed)),
      { numRuns: 8 },
    );
  return [
    {
      name: 'decodes to [batch, samples], finite',
      check: () =>
        forAll((at, seed) => {
          const bound = param.bind(at);
          const audio = decoded(bound.decode, bound.init(key(seed)));
          assertThat(audio.length === at.batch * at.samples, () => `decoded ${audio.length} samples`);
          assertThat(audio.every(Number.isFinite), () => 'decoded audio is not finite');
        }),
    },
    {
      name: 'the same key gives the same start, whatever the batch',
      check: () =>
        forAll((at, seed) => {
          const one = param.bind({ ...at, batch: 1 });
          const many = param.bind(at);
          const first = decoded(one.decode, one.init(key(seed)));
          const all = decoded(many.decode, many.init(key(seed)));
          const again = decoded(many.decode, many.init(key(seed)));
          assertThat(sameArray(all, again), () => 'two starts from one key differ');
          assertThat(closeArrays(first, all.slice(0, at.samples)), () => 'item 0 depends on the batch');
        }),
    },
    {
      name: 'the gradient agrees with finite differences, at the start and at zero',
      check: () =>
        forAll((at, seed) => {
          const bound = param.bind(at);
          const start = bound.init(key(seed));
          for (const name of Object.keys(start)) {
            for (const factor of [1, 0]) {
              tf.tidy(() => {
                const tensors = toTensors(start);
                const x = tf.mul(tensors[name]!, factor);
                if (factor === 0) return checkFiniteGradient((v) => bound.decode({ ...tensors, [name]: v }), x);
                return checkGradient((v) => bound.decode({ ...tensors, [name]: v }), x);
              });
            }
          }
        }),
    },
    {
      name: 'leaks no tensor',
      check: () =>
        forAll((at, seed) => {
          const bound = param.bind(at);
          const values = bound.init(fold(key(seed), 1));
          checkNoLeak(() => tf.tidy(() => bound.decode(toTensors(values))));
        }),
    },
    {
      name: 'its spec survives JSON',
      check: () =>
        forAll((at, seed) => {
          const twin = revive(JSON.parse(JSON.stringify(param.spec)) as Spec);
          const a = param.bind(at);
          const b = twin.bind(at);
          assertThat(JSON.stringify(twin.spec) === JSON.stringify(param.spec), () => 'the revived spec differs');
          assertThat(
            sameArray(decoded(a.decode, a.init(key(seed))), decoded(b.decode, b.init(key(seed)))),
            () => 'the revived param decodes differently',
          );
        }),
    },
  ];
}

function toTensors(values: Values): TensorMap {
  return Object.fromEntries(
    Object.entries(values).map(([name, { data, shape }]) => [name, tf.tensor(data, shape as number[])]),
  );
}

function decoded(decode: (values: TensorMap) => tf.Tensor2D, values: Values): Float32Array {
  return tf.tidy(() => Float32Array.from(decode(toTensors(values)).dataSync()));
}
