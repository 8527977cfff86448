import * as tf from '@tensorflow/tfjs';
import type { VoiceOfClip } from './analyse-voice.ts';

/**
 * Clips spoken again with another pitch and another vocal tract, `[batch, samples]`:
 * `rest + voiced · 2^(p/2) Σ_n A(n · 2^p hz / 2^v) · cos(2π n · 2^p · cycles)`, A the envelope of the moment. The factor 2^(p/2)
 * keeps the power, as a higher voice has fewer harmonics. Differentiable in both.
 * @param voices one for each item, of one length.
 * @param pitch `[batch, 1]`, octaves above the clip's own. @param tract `[batch, 1]`, octaves by which formants rise.
 */
export function resing(
  voices: readonly VoiceOfClip[],
  pitch: tf.Tensor2D,
  tract: tf.Tensor2D,
  anchors: { first: number; hop: number },
): tf.Tensor2D {
  const samples = voices[0]!.hz.length;
  const run = tf.customGrad((...given) => {
    const [octaves, formants] = [given[0] as tf.Tensor, given[1] as tf.Tensor].map((x) => x.dataSync());
    const out = new Float32Array(voices.length * samples);
    for (const [b, voice] of voices.entries()) {
      eachSample(voice, { octaves: octaves![b]!, formants: formants![b]!, anchors }, (i, { value }) => {
        out[b * samples + i] = value;
      });
    }
    return {
      value: tf.tensor2d(out, [voices.length, samples]),
      gradFunc: (dy: tf.Tensor | tf.Tensor[]) => {
        const slopes = (dy as tf.Tensor).dataSync();
        const [byPitch, byTract] = [new Float32Array(voices.length), new Float32Array(voices.length)];
        for (const [b, voice] of voices.entries()) {
          let [p, v] = [0, 0];
          eachSample(voice, { octaves: octaves![b]!, formants: formants![b]!, anchors }, (i, at) => {
            p += slopes[b * samples + i]! * at.byPitch;
            v += slopes[b * samples + i]! * at.byTract;
          });
          byPitch[b] = p;
          byTract[b] = v;
        }
        return [tf.tensor2d(byPitch, [voices.length, 1]), tf.tensor2d(byTract, [voices.length, 1])];
      },
    };
  });
  return run(pitch, tract) as tf.Tensor2D;
}

interface At {
  value: number;
  byPitch: number;
  byTract: number;
}

/** Calls back with the sound and its slopes at every sample. */
function eachSample(
  { hz, cycles, voiced, rest, envelopes, binHz, hopSamples }: VoiceOfClip,
  {
    octaves,
    formants,
    anchors,
  }: { readonly octaves: number; readonly formants: number; anchors: { first: number; hop: number } },
  visit: (i: number, at: At) => void,
): void {
  const ratio = 2 ** octaves;
  const gain = 2 ** (octaves / 2);
  const bins = envelopes[0]!.length;
  const at: At = { value: 0, byPitch: 0, byTract: 0 };
  for (let i = 0; i < hz.length; i++) {
    at.value = rest[i]!;
    at.byPitch = 0;
    at.byTract = 0;
    if (voiced[i]! > 0) {
      const frame = Math.min(envelopes.length - 1, Math.floor(i / hopSamples));
      const [own, next] = [envelopes[frame]!, envelopes[Math.min(envelopes.length - 1, frame + 1)]!];
      const share = i / hopSamples - frame;
      const step = (ratio * hz[i]!) / 2 ** formants / binHz;
      const angle = 2 * Math.PI * ratio * cycles[i]!;
      const anchor = Math.min(
        hz.length - 1,
        Math.max(0, Math.round(anchors.first + Math.round((i - anchors.first) / anchors.hop) * anchors.hop)),
      );
      const local = 2 * Math.PI * ratio * (cycles[i]! - cycles[anchor]!);
      const [turnCos, turnSin] = [Math.cos(angle), Math.sin(angle)];
      let [cos, sin, sum, bend, phase] = [1, 0, 0, 0, 0];
      for (let n = 1; n * step < bins - 1; n++) {
        [cos, sin] = [cos * turnCos - sin * turnSin, sin * turnCos + cos * turnSin];
        const bin = Math.floor(n * step);
        const within = n * step - bin;
        const low = own[bin]! + (next[bin]! - own[bin]!) * share;
        const high = own[bin + 1]! + (next[bin + 1]! - own[bin + 1]!) * share;
        const amplitude = low + (high - low) * within;
        sum += amplitude * cos;
        bend += (high - low) * n * step * cos;
        phase -= amplitude * n * local * sin;
      }
      const scale = voiced[i]! * gain;
      at.value += scale * sum;
      at.byPitch = scale * Math.LN2 * (sum / 2 + bend + phase);
      at.byTract = -scale * Math.LN2 * bend;
    }
    visit(i, at);
  }
}
