import { isTraced, rms } from '@audiate/ops';
import { type Audio, fold, type Key, type Kind, normal, specOf, type Transform } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { inSteps, numbersOf } from './in-steps.js';
import { drawEach, exactly, type Range } from './range.js';

/** Float32 holds 24 bits, 144 dB: beyond it, either signal or noise is lost altogether. */
const MAX_SNR_DB = 144;

/**
 * Adds white Gaussian noise to each item, as far below the item's own RMS as the signal-to-noise ratio says; silence stays
 * silence. Strength multiplies the noise's amplitude. Differentiable once.
 * @param options.snrDb dB within ±144: a number, or `[min, max]` for a uniform draw.
 */
export function noise(options: { readonly snrDb: Range }): Transform {
  const bounds = exactly('noise snrDb', options.snrDb, { min: -MAX_SNR_DB, max: MAX_SNR_DB });
  return {
    spec: specOf(noiseKind, { snrDb: options.snrDb }),
    bind({ batch, samples }) {
      return inSteps({
        heard: samples,
        draw(key, { strength }) {
          const ratios = drawEach(fold(key, 0), batch, bounds).map((snrDb) => strength * 10 ** (-snrDb / 20));
          return { noise: { data: drawNoise(fold(key, 1), samples, ratios), shape: [batch, samples] } };
        },
        change: (audio, { noise: drawn }) => addNoise(audio, drawn as Audio),
      });
    },
  };
}

/** The kind of {@link noise}. */
export const noiseKind: Kind<Transform> = { kind: 'noise', make: noise };

/** White noise `[batch · samples]` of the given RMS for each item. */
function drawNoise(key: Key, samples: number, ratios: readonly number[]): Float32Array {
  const out = new Float32Array(ratios.length * samples);
  for (const [item, ratio] of ratios.entries()) {
    const drawn = normal(fold(key, item), samples);
    for (let i = 0; i < samples; i++) out[item * samples + i] = ratio * drawn[i]!;
  }
  return out;
}

/** y = x + r · noise, where r is the item's RMS: dx = dy + x · (noise·dy) / (n r), without the second term on silence. */
function addNoise(audio: Audio, drawn: Audio): Audio {
  const [batch, samples] = audio.shape;
  if (isTraced()) return tf.add(audio, tf.mul(tf.reshape(rms(audio), [batch, 1]), drawn));
  const noise = numbersOf(drawn);
  const apply = tf.customGrad((...inputs) => {
    const x = (inputs[0] as Audio).dataSync() as Float32Array;
    const levels = Array.from({ length: batch }, (_, item) => Math.sqrt(itemDot(x, x, item, samples) / samples));
    const value = addScaled(x, levels, noise);
    return {
      value: tf.tensor2d(value, [batch, samples]),
      gradFunc(gradient: Audio) {
        const dy = gradient.dataSync() as Float32Array;
        const pulls = levels.map((r, item) => (r > 0 ? itemDot(noise, dy, item, samples) / (samples * r) : 0));
        return tf.tensor2d(addScaled(dy, pulls, x), [batch, samples]);
      },
    };
  });
  return apply(audio);
}

/** `a + factor · b`, with a factor for each item. */
function addScaled(a: Float32Array, factors: readonly number[], b: Float32Array): Float32Array {
  const samples = a.length / factors.length;
  const out = new Float32Array(a.length);
  for (const [item, factor] of factors.entries()) {
    for (let i = item * samples; i < (item + 1) * samples; i++) out[i] = a[i]! + factor * b[i]!;
  }
  return out;
}

function itemDot(a: Float32Array, b: Float32Array, item: number, samples: number): number {
  let sum = 0;
  for (let i = item * samples; i < (item + 1) * samples; i++) sum += a[i]! * b[i]!;
  return sum;
}
