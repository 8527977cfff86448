import * as tf from '@tensorflow/tfjs';
import type { Voice } from './voice.ts';

/**
 * A voice again, in every item at another pitch and with another vocal tract, `[batch, samples]`:
 * `rest + voiced · 2^(p/2) Σ_n A(n · 2^p · hz / 2^v) · cos(2π n · 2^p · cycles)`, A the envelope of the moment. The factor 2^(p/2)
 * keeps the power, as a higher voice has fewer harmonics.
 *
 * The gradient holds the phase in the middle of every frame that the model hears: only within a frame does a pitch turn it. How far
 * the phase has come since the start is a matter of chance to a frame, and its slope, a thousand times that of the rest, would
 * drown it.
 * @param pitch `[batch, 1]`, octaves above the voice's own. @param tract `[batch, 1]`, octaves by which formants rise.
 */
export function resing(
  voice: Voice,
  { pitch, tract }: { readonly pitch: tf.Tensor2D; readonly tract: tf.Tensor2D },
  frames: Frames,
): tf.Tensor2D {
  const [batch, samples] = [pitch.shape[0], voice.hz.length];
  const held = middles(samples, frames);
  const run = tf.customGrad((...given) => {
    const [octaves, formants] = given.slice(0, 2).map((x) => (x as tf.Tensor).dataSync()) as [
      Float32Array,
      Float32Array,
    ];
    const each = (visit: (item: number, i: number, at: At) => void) => {
      for (let item = 0; item < batch; item++) {
        sing(voice, { octaves: octaves[item]!, formants: formants[item]!, held }, (i, at) => visit(item, i, at));
      }
    };
    const out = new Float32Array(batch * samples);
    each((item, i, { value }) => {
      out[item * samples + i] = value;
    });
    return {
      value: tf.tensor2d(out, [batch, samples]),
      gradFunc: (dy: tf.Tensor | tf.Tensor[]) => {
        const slopes = (dy as tf.Tensor).dataSync();
        const [byPitch, byTract] = [new Float64Array(batch), new Float64Array(batch)];
        each((item, i, at) => {
          byPitch[item]! += slopes[item * samples + i]! * at.byPitch;
          byTract[item]! += slopes[item * samples + i]! * at.byTract;
        });
        return [byPitch, byTract].map((slope) => tf.tensor2d(Float32Array.from(slope), [batch, 1]));
      },
    };
  });
  return run(pitch, tract) as tf.Tensor2D;
}

/** Where the model's frames have their middles, in samples. */
export interface Frames {
  readonly first: number;
  readonly hop: number;
}

/** For every sample the middle of its frame. */
function middles(samples: number, { first, hop }: Frames): Int32Array {
  return Int32Array.from({ length: samples }, (_, i) => {
    const middle = Math.round(first + Math.round((i - first) / hop) * hop);
    return Math.min(samples - 1, Math.max(0, middle));
  });
}

interface At {
  value: number;
  byPitch: number;
  byTract: number;
}

interface Singing {
  readonly octaves: number;
  readonly formants: number;
  readonly held: Int32Array;
}

/** Calls back with the sound and its slopes at every sample. */
function sing(voice: Voice, { octaves, formants, held }: Singing, visit: (i: number, at: At) => void): void {
  const { hz, cycles, voiced, rest, envelopes, binHz, hopSamples } = voice;
  const [ratio, gain, bins] = [2 ** octaves, 2 ** (octaves / 2), envelopes[0]!.length];
  const at: At = { value: 0, byPitch: 0, byTract: 0 };
  for (let i = 0; i < hz.length; i++) {
    const frame = Math.min(envelopes.length - 1, Math.floor(i / hopSamples));
    const [own, next] = [envelopes[frame]!, envelopes[Math.min(envelopes.length - 1, frame + 1)]!];
    const share = i / hopSamples - frame;
    const step = (ratio * hz[i]!) / 2 ** formants / binHz;
    const angle = 2 * Math.PI * ratio * cycles[i]!;
    const within = angle - 2 * Math.PI * ratio * cycles[held[i]!]!;
    const [turnCos, turnSin] = [Math.cos(angle), Math.sin(angle)];
    let [cos, sin, sum, bend, turn] = [1, 0, 0, 0, 0];
    for (let n = 1; voiced[i]! > 0 && n * step < bins - 1; n++) {
      [cos, sin] = [cos * turnCos - sin * turnSin, sin * turnCos + cos * turnSin];
      const bin = Math.floor(n * step);
      const low = own[bin]! + (next[bin]! - own[bin]!) * share;
      const high = own[bin + 1]! + (next[bin + 1]! - own[bin + 1]!) * share;
      const amplitude = low + (high - low) * (n * step - bin);
      sum += amplitude * cos;
      bend += (high - low) * n * step * cos;
      turn -= amplitude * n * within * sin;
    }
    const scale = voiced[i]! * gain;
    at.value = rest[i]! + scale * sum;
    at.byPitch = scale * Math.LN2 * (sum / 2 + bend + turn);
    at.byTract = -scale * Math.LN2 * bend;
    visit(i, at);
  }
}
