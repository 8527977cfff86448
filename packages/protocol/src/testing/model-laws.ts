import * as tf from '@tensorflow/tfjs';
import { normal } from '../draw.js';
import { InputError } from '../errors.js';
import { key } from '../key.js';
import { frameCount, hasOneFrame, layerNames, type ModelAdapter } from '../model.js';
import { paddedForward } from '../padded.js';
import { closeArrays, sameArray } from './compare.js';
import { checkFiniteGradient, checkGradient } from './finite-differences.js';
import { assertThat, type Law } from './law.js';
import { checkNoLeak } from './leaks.js';

/** What {@link modelLaws} tries. */
export interface ModelSubject {
  readonly model: ModelAdapter;
  /** Lengths in samples; the model's minimum and three of its longest hops more unless given. */
  readonly samples?: readonly number[];
  /** Step of the finite differences relative to the audio's RMS; 3e-3 unless given. Shorter for models with kinks, as ReLU's. */
  readonly step?: number;
}

/** The laws that every model adapter obeys. */
export function modelLaws(subject: ModelSubject): Law[] {
  const { model, step = 3e-3 } = subject;
  const names = layerNames(model);
  const deepest = names[names.length - 1]!;
  const hop = Math.max(
    ...names.map((name) => model.layers[name]!).flatMap((info) => (hasOneFrame(info) ? [] : [info.hop])),
  );
  const lengths = subject.samples ?? [model.minSamples, model.minSamples + 3 * hop + 7];
  const noise = (batch: number, samples: number, seed = 3) =>
    tf.tensor2d(
      normal(key(seed), batch * samples).map((v) => 0.1 * v),
      [batch, samples],
    );
  return [
    {
      name: 'answers exactly the layers asked for, shaped as its facts say',
      check: () => {
        for (const samples of lengths) {
          tf.tidy(() => {
            const answer = model.forward(noise(2, samples), names);
            assertThat(
              Object.keys(answer).sort().join() === [...names].sort().join(),
              () => `asked for ${names}, got ${Object.keys(answer)}`,
            );
            for (const name of names) {
              const info = model.layers[name]!;
              const expected = [2, frameCount(info, samples), info.channels].join();
              assertThat(
                answer[name]!.shape.join() === expected,
                () => `${name} is [${answer[name]!.shape}], not [${expected}]`,
              );
              assertThat(answer[name]!.dataSync().every(Number.isFinite), () => `${name} is not finite`);
            }
            const [first] = names;
            assertThat(Object.keys(model.forward(noise(1, samples), [first!])).join() === first, () => 'answered more');
          });
        }
      },
    },
    {
      name: 'is deterministic, and items do not influence each other',
      check: () => {
        const samples = lengths[lengths.length - 1]!;
        tf.tidy(() => {
          const both = noise(2, samples);
          const first = tf.slice(both, [0, 0], [1, samples]) as tf.Tensor2D;
          const again = model.forward(both, [deepest])[deepest]!.dataSync();
          const once = model.forward(both, [deepest])[deepest]!.dataSync();
          assertThat(sameArray(once, again), () => 'two passes differ');
          const alone = model.forward(first, [deepest])[deepest]!.dataSync();
          assertThat(closeArrays(alone, once.slice(0, alone.length), 1e-4), () => 'item 0 depends on item 1');
        });
      },
    },
    ...paddedLaws({ model, lengths, noise }),
    {
      name: 'a local layer depends on no sample outside its receptive field, and on both its ends',
      check: () => {
        for (const name of names) {
          const info = model.layers[name]!;
          if (info.global) continue;
          tf.tidy(() => {
            const samples = info.minSamples + 4 * info.hop;
            const frame = 2;
            const audio = noise(1, samples);
            const pick = (x: tf.Tensor) =>
              tf.sum(
                tf.mul(
                  tf.slice(model.forward(x as tf.Tensor2D, [name])[name]!, [0, frame, 0], [1, 1, -1]),
                  tf.tensor1d(normal(key(4), info.channels)),
                ),
              );
            const gradient = tf.grad(pick)(audio).dataSync();
            const start = frame * info.hop + info.offset;
            const end = start + info.receptiveField;
            const outside = gradient.filter((g, i) => (i < start || i >= end) && g !== 0).length;
            assertThat(outside === 0, () => `${name} depends on ${outside} samples outside its receptive field`);
            assertThat(
              gradient[Math.max(0, start)] !== 0 && gradient[Math.min(samples, end) - 1] !== 0,
              () => `${name} does not reach the ends of its receptive field`,
            );
          });
        }
      },
    },
    {
      name: 'the waveform gradient agrees with finite differences; finite on silence and constants',
      check: () => {
        const samples = lengths[lengths.length - 1]!;
        for (const name of new Set([names[0]!, deepest])) {
          tf.tidy(() => {
            const f = (x: tf.Tensor) => model.forward(x as tf.Tensor2D, [name])[name]!;
            checkGradient(f, noise(1, samples), { tolerance: 0.03, step });
            checkFiniteGradient(f, tf.zeros([1, samples]));
            checkFiniteGradient(f, tf.fill([1, samples], 0.5));
          });
        }
      },
    },
    {
      name: 'leaks no tensor',
      check: () => {
        const audio = noise(1, lengths[0]!);
        checkNoLeak(() => model.forward(audio, names));
        audio.dispose();
      },
    },
    {
      name: 'refuses audio that is too short, with the length it needs',
      check: () => {
        tf.tidy(() => {
          try {
            model.forward(noise(1, model.minSamples - 1 || 1), [deepest]);
          } catch (error) {
            assertThat(error instanceof InputError, () => `threw ${error}`);
            assertThat(String(error).includes(String(model.minSamples)), () => `does not name the length: ${error}`);
            return;
          }
          assertThat(model.minSamples === 1, () => 'heard audio that is too short');
        });
      },
    },
  ];
}

/** Of a model with `forwardPadded`. */
function paddedLaws({
  model,
  lengths,
  noise,
}: {
  readonly model: ModelAdapter;
  readonly lengths: readonly number[];
  readonly noise: (batch: number, samples: number) => tf.Tensor2D;
}): Law[] {
  const padded = paddedForward(model);
  if (!padded) return [];
  const check = () => {
    const names = layerNames(model);
    const most = Math.max(...lengths);
    tf.tidy(() => {
      // What is behind an item is as loud as the item.
      const audio = noise(lengths.length, most);
      const answer = padded(audio, names, { lengths: tf.tensor1d([...lengths]) });
      for (const [item, samples] of lengths.entries()) {
        const alone = model.forward(tf.slice(audio, [item, 0], [1, samples]) as tf.Tensor2D, names);
        for (const name of names) {
          const frames = frameCount(model.layers[name]!, samples);
          const own = tf.slice(answer[name]!, [item, 0, 0], [1, frames, -1]).dataSync();
          assertThat(
            closeArrays(own, alone[name]!.dataSync(), 1e-4),
            () => `${name} of item ${item} hears its padding`,
          );
        }
      }
    });
  };
  return [{ name: 'padded items are answered as by themselves', check }];
}
