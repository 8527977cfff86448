import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import type { Activations, Audio } from '../audio.js';
import { normal } from '../draw.js';
import { fold, key } from '../key.js';
import { frameCount, type ModelAdapter } from '../model.js';
import { layersOf, type Term } from '../objective.js';
import type { Spec } from '../spec.js';
import { closeArrays } from './compare.js';
import { checkFiniteGradient, checkGradient } from './finite-differences.js';
import { assertThat, type Law } from './law.js';
import { checkNoLeak } from './leaks.js';
import { toyModel } from './toy-model.js';

/** What {@link termLaws} tries. */
export interface TermSubject {
  readonly term: Term;
  /** Rebuilds the term from its spec after a trip through JSON. */
  readonly revive: (spec: Spec) => Term;
  /** The model whose layers it reads; the toy model unless given. */
  readonly model?: ModelAdapter;
  /** Whether items influence each other's score (diversity). False unless given. */
  readonly coupled?: boolean;
  /** Batches tried; 1 and 3 unless given. */
  readonly batches?: readonly number[];
  /** Whether its value has kinks (maximum, absolute value) that differences may straddle; then 5 % is allowed. */
  readonly kinked?: boolean;
}

/** The laws that every term of an objective obeys. */
export function termLaws(subject: TermSubject): Law[] {
  const { term, revive, coupled = false, batches = [1, 3], kinked = false } = subject;
  const model: ModelAdapter = subject.model ?? toyModel();
  const samples = 64 * 5;
  const forAll = (check: (batch: number, seed: number) => void) =>
    fc.assert(fc.property(fc.constantFrom(...batches), fc.integer({ min: 1, max: 2 ** 31 }), check), { numRuns: 8 });
  const bind = (batch: number, part = term) => part.bind({ batch, samples, model });
  const layers = layersOf(term, model);
  const audioOf = (batch: number, seed: number) =>
    tf.tensor2d(
      normal(key(seed), batch * samples).map((value) => 0.1 * value),
      [batch, samples],
    );
  const activationsOf = (batch: number, seed: number, scale = 1): Record<string, tf.Tensor3D> =>
    Object.fromEntries(
      layers.map((layer, i) => {
        const info = model.layers[layer]!;
        const shape: [number, number, number] = [batch, frameCount(info, samples), info.channels];
        const size = shape[0] * shape[1] * shape[2];
        return [layer, tf.mul(tf.tensor3d(normal(fold(key(seed), i), size), shape), scale) as tf.Tensor3D];
      }),
    );
  const score = (batch: number, activations: Activations, audio: Audio, part = term) =>
    Float32Array.from(bind(batch, part)(activations, audio).dataSync());
  return [
    {
      name: 'scores [batch], finite or NaN where it does not concern an item',
      check: () =>
        forAll((batch, seed) =>
          tf.tidy(() => {
            const value = bind(batch)(activationsOf(batch, seed), audioOf(batch, seed));
            assertThat(value.rank === 1 && value.shape[0] === batch, () => `score of shape [${value.shape}]`);
            assertThat(
              value.dataSync().every((v) => Number.isFinite(v) || Number.isNaN(v)),
              () => 'a score is infinite',
            );
          }),
        ),
    },
    {
      name: 'the gradient agrees with finite differences; finite on zeros and ties',
      check: () =>
        forAll((batch, seed) =>
          tf.tidy(() => {
            const audio = audioOf(batch, seed);
            const activations = activationsOf(batch, seed);
            const bound = bind(batch);
            const known = (value: tf.Tensor) => tf.where(tf.isNaN(value), tf.zerosLike(value), value);
            const allowed = kinked ? { tolerance: 0.05, step: 1e-3 } : { tolerance: 0.02, step: 1e-2 };
            for (const layer of layers) {
              const f = (x: tf.Tensor) => known(bound({ ...activations, [layer]: x as tf.Tensor3D }, audio));
              checkGradient(f, activations[layer]!, allowed);
              checkFiniteGradient(f, tf.zerosLike(activations[layer]!));
              checkFiniteGradient(f, tf.onesLike(activations[layer]!));
            }
            if (layers.length === 0) {
              const f = (x: tf.Tensor) => known(bound({}, x as Audio));
              checkGradient(f, audio, allowed);
              checkFiniteGradient(f, tf.zerosLike(audio));
              checkFiniteGradient(f, tf.onesLike(audio));
            }
          }),
        ),
    },
    {
      name: coupled ? 'couples the items of a batch' : 'an item is scored by itself',
      check: () =>
        forAll((batch, seed) =>
          tf.tidy(() => {
            if (batch < 2) return;
            const audio = audioOf(batch, seed);
            const activations = activationsOf(batch, seed);
            const before = score(batch, activations, audio);
            const louder = (x: tf.Tensor) => {
              const rest = tf.slice(x, [1, ...x.shape.slice(1).map(() => 0)]);
              return tf.concat([
                tf.slice(
                  x,
                  x.shape.map(() => 0),
                  [1, ...x.shape.slice(1)],
                ),
                tf.mul(rest, -3),
              ]);
            };
            const changed = Object.fromEntries(layers.map((l) => [l, louder(activations[l]!) as tf.Tensor3D]));
            const after = score(batch, changed, louder(audio) as Audio);
            const same =
              closeArrays([before[0]!], [after[0]!], 1e-6) || (Number.isNaN(before[0]!) && Number.isNaN(after[0]!));
            assertThat(coupled || same, () => 'item 0 scores differently when the others change');
          }),
        ),
    },
    {
      name: 'leaks no tensor',
      check: () =>
        forAll((batch, seed) => {
          const audio = audioOf(batch, seed);
          const activations = tf.tidy(() => activationsOf(batch, seed));
          const bound = bind(batch);
          checkNoLeak(() => tf.tidy(() => bound(activations, audio)));
          tf.dispose([audio, activations]);
        }),
    },
    {
      name: 'its spec survives JSON',
      check: () =>
        forAll((batch, seed) =>
          tf.tidy(() => {
            const twin = revive(JSON.parse(JSON.stringify(term.spec)) as Spec);
            assertThat(JSON.stringify(twin.spec) === JSON.stringify(term.spec), () => 'the revived spec differs');
            assertThat(twin.description === term.description, () => `described as ${twin.description}`);
            const audio = audioOf(batch, seed);
            const a = score(batch, activationsOf(batch, seed), audio);
            const b = score(batch, activationsOf(batch, seed), audio, twin);
            assertThat(
              a.every((value, i) => Object.is(value, b[i])),
              () => 'the revived term scores differently',
            );
          }),
        ),
    },
  ];
}
