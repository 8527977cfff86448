import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { normal } from '../draw.js';
import { fold, key, mirror } from '../key.js';
import type { Spec } from '../spec.js';
import type { Progress, Transform } from '../transform.js';
import { closeArrays, sameArray } from './compare.js';
import { checkFiniteGradient, checkGradient } from './finite-differences.js';
import { assertThat, type Law } from './law.js';
import { checkNoLeak } from './leaks.js';
import { toyModel } from './toy-model.js';

/** What {@link transformLaws} tries. */
export interface TransformSubject {
  readonly transform: Transform;
  /** Rebuilds the transform from its spec after a trip through JSON. */
  readonly revive: (spec: Spec) => Transform;
  /** Lengths of audio in samples; 128, 300 and 513 unless given. */
  readonly samples?: readonly number[];
  /** Whether it draws: then two keys, and two items, must differ. True unless given. */
  readonly random?: boolean;
  /**
   * For a transform that answers another gradient than its derivative, as a straight-through one does: what becomes of the
   * gradient of one item. It is checked instead of finite differences.
   */
  readonly backward?: (dy: Float32Array) => Float32Array;
}

const FULL: Progress = { step: 1000, strength: 1 };

/** The laws that every transform obeys. */
export function transformLaws(subject: TransformSubject): Law[] {
  const { transform, revive, samples = [128, 300, 513], random = true, backward } = subject;
  const model = toyModel();
  const shapes = fc.record({ samples: fc.constantFrom(...samples), batch: fc.constantFrom(1, 2) });
  const forAll = (check: (batch: number, samples: number, seed: number) => void) =>
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 2 ** 31 }), (shape, seed) =>
        check(shape.batch, shape.samples, seed),
      ),
      { numRuns: 8 },
    );
  const bind = (batch: number, length: number, part = transform) => part.bind({ batch, samples: length, model });
  const noiseAudio = (batch: number, length: number) =>
    tf.tensor2d(
      normal(key(5), batch * length).map((value) => 0.1 * value),
      [batch, length],
    );
  const heard = (batch: number, length: number, seed: number, part = transform, mirrored = false) =>
    tf.tidy(() => {
      const drawKey = mirrored ? mirror(key(seed)) : key(seed);
      return Float32Array.from(bind(batch, length, part)(noiseAudio(batch, length), drawKey, FULL).dataSync());
    });
  return [
    {
      name: 'keeps the batch; its length depends on the input length alone; finite',
      check: () =>
        forAll((batch, length, seed) =>
          tf.tidy(() => {
            const apply = bind(batch, length);
            const a = apply(noiseAudio(batch, length), key(seed), FULL);
            const b = apply(tf.zeros([batch, length]) as tf.Tensor2D, fold(key(seed), 1), { step: 0, strength: 0 });
            assertThat(a.shape[0] === batch, () => `batch ${batch} became ${a.shape[0]}`);
            assertThat(a.shape[1] === b.shape[1], () => `lengths ${a.shape[1]} and ${b.shape[1]} from one input`);
            assertThat(a.dataSync().every(Number.isFinite), () => 'heard audio is not finite');
            assertThat(b.dataSync().every(Number.isFinite), () => 'heard silence is not finite');
          }),
        ),
    },
    {
      name: 'the same key gives the same audio',
      check: () =>
        forAll((batch, length, seed) => {
          const twice = [heard(batch, length, seed), heard(batch, length, seed)] as const;
          assertThat(sameArray(...twice), () => 'two draws from one key differ');
        }),
    },
    {
      name: 'another key, its mirror or another item gives another draw',
      check: () => {
        if (!random) return;
        const length = samples[samples.length - 1]!;
        const pair = (seed: number) =>
          tf.tidy(() => {
            const audio: tf.Tensor2D = tf.tile(noiseAudio(1, length), [2, 1]);
            const both = bind(2, length)(audio, key(seed), FULL).dataSync();
            return [both.slice(0, both.length / 2), both.slice(both.length / 2)] as const;
          });
        // A draw from a few values, such as a shift by whole samples, may repeat: out of eight one must differ.
        const seeds = Array.from({ length: 8 }, (_, i) => i + 1);
        const differs = (same: (seed: number) => boolean, what: string) => assertThat(!seeds.every(same), () => what);
        differs((s) => sameArray(heard(1, length, s), heard(1, length, s + 1)), 'all keys give one draw');
        differs(
          (s) => sameArray(heard(1, length, s), heard(1, length, s, transform, true)),
          'mirrored keys draw alike',
        );
        differs((s) => sameArray(...pair(s)), 'all items get one draw');
      },
    },
    {
      name: 'an item does not depend on the batch',
      check: () =>
        forAll((_, length, seed) =>
          tf.tidy(() => {
            const audio = noiseAudio(2, length);
            const both = bind(2, length)(audio, key(seed), FULL);
            const one = bind(1, length)(tf.slice(audio, [0, 0], [1, length]), key(seed), FULL);
            const width = both.shape[1];
            const first = tf.slice(both, [0, 0], [1, width]).dataSync();
            assertThat(sameArray(first, one.dataSync()), () => 'item 0 depends on the batch');
          }),
        ),
    },
    {
      name: backward
        ? 'the gradient is the one that it declares; finite on silence and constants'
        : 'the gradient agrees with finite differences; finite on silence and constants',
      check: () =>
        forAll((batch, length, seed) =>
          tf.tidy(() => {
            const apply = bind(batch, length);
            const f = (x: tf.Tensor) => apply(x as tf.Tensor2D, key(seed), FULL);
            if (backward) checkDeclaredGradient(f, noiseAudio(batch, length), backward);
            else checkGradient(f, noiseAudio(batch, length));
            checkFiniteGradient(f, tf.zeros([batch, length]));
            checkFiniteGradient(f, tf.fill([batch, length], 0.5));
          }),
        ),
    },
    {
      name: 'leaks no tensor',
      check: () =>
        forAll((batch, length, seed) => {
          const apply = bind(batch, length);
          const audio = noiseAudio(batch, length);
          checkNoLeak(() => tf.tidy(() => apply(audio, key(seed), FULL)));
          audio.dispose();
        }),
    },
    {
      name: 'its spec survives JSON',
      check: () =>
        forAll((batch, length, seed) => {
          const twin = revive(JSON.parse(JSON.stringify(transform.spec)) as Spec);
          assertThat(JSON.stringify(twin.spec) === JSON.stringify(transform.spec), () => 'the revived spec differs');
          const a = heard(batch, length, seed);
          const b = heard(batch, length, seed, twin);
          assertThat(sameArray(a, b), () => 'the revived transform differs');
        }),
    },
  ];
}

function checkDeclaredGradient(
  f: (x: tf.Tensor) => tf.Tensor,
  audio: tf.Tensor2D,
  backward: (dy: Float32Array) => Float32Array,
): void {
  const shape = f(audio).shape as [number, number];
  const dy = normal(key(6), shape[0] * shape[1]);
  const found = tf.grad(f)(audio, tf.tensor2d(dy, shape)).dataSync();
  const width = audio.shape[1];
  for (let item = 0; item < shape[0]; item++) {
    const declared = backward(dy.slice(item * shape[1], (item + 1) * shape[1]));
    const actual = found.subarray(item * width, (item + 1) * width);
    assertThat(closeArrays(declared, actual), () => `the gradient of item ${item} is not the declared one`);
  }
}
