import * as tf from '@tensorflow/tfjs';

/** Vibrato: its rate in Hz, and the share by which the frequency swings. Without it a tone on a multiple of the frame rate is a trap. */
const VIBRATO_HZ = 3;
const SWING = 0.08;

/** Time as the phase counts it. */
const sung = (t: number) => t - (SWING / (2 * Math.PI * VIBRATO_HZ)) * Math.cos(2 * Math.PI * VIBRATO_HZ * t);

/**
 * Sines at multiples of a frequency that swings by 8 %: Σ level_n · sin(2π n · hz · t + φ_n), `[batch, samples]`, the middle of the sound at t = 0,
 * phases φ_n = π n² / count, which spread the energy over the period (Schroeder 1970). Differentiable in both.
 * @param hz `[batch, 1]`. @param levels `[batch, count]`.
 */
export function harmonics(
  hz: tf.Tensor2D,
  levels: tf.Tensor2D,
  { samples, sampleRate }: { readonly samples: number; readonly sampleRate: number },
): tf.Tensor2D {
  const [batch, count] = levels.shape;
  /** Calls back with the sine and the cosine of every harmonic at every sample. */
  const each = (
    own: Float32Array,
    visit: (at: { b: number; i: number; n: number; t: number; angle: number }) => void,
  ) => {
    for (let b = 0; b < batch; b++) {
      for (let i = 0; i < samples; i++) {
        const t = sung((i - samples / 2) / sampleRate);
        for (let n = 1; n <= count; n++) {
          visit({ b, i, n, t, angle: 2 * Math.PI * n * own[b]! * t + (Math.PI * n * n) / count });
        }
      }
    }
  };
  const run = tf.customGrad((...given) => {
    const [own, strengths] = [given[0] as tf.Tensor, given[1] as tf.Tensor].map((x) => x.dataSync() as Float32Array);
    const out = new Float32Array(batch * samples);
    each(own!, ({ b, i, n, angle }) => {
      out[b * samples + i]! += strengths![b * count + n - 1]! * Math.sin(angle);
    });
    return {
      value: tf.tensor2d(out, [batch, samples]),
      gradFunc: (dy: tf.Tensor | tf.Tensor[]) => {
        const slopes = (dy as tf.Tensor).dataSync();
        const [byHz, byLevel] = [new Float32Array(batch), new Float32Array(batch * count)];
        each(own!, ({ b, i, n, t, angle }) => {
          const slope = slopes[b * samples + i]!;
          byLevel[b * count + n - 1]! += slope * Math.sin(angle);
          byHz[b]! += slope * strengths![b * count + n - 1]! * 2 * Math.PI * n * t * Math.cos(angle);
        });
        return [tf.tensor2d(byHz, [batch, 1]), tf.tensor2d(byLevel, [batch, count])];
      },
    };
  });
  return run(hz, levels) as tf.Tensor2D;
}
