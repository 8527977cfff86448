import type { Heard } from './hear-layers.js';

/**
 * Every frame made the mean of itself and of the frames beside it, so many to either side; at an end, of those that there
 * are: what a pooled `neuron` would score there.
 */
export function poolFrames(heard: Heard, beside: number): Heard {
  if (beside === 0) return heard;
  const { data, sounds, frames, channels } = heard;
  const pooled = new Float32Array(data.length);
  const sums = new Float64Array(channels);
  for (let sound = 0; sound < sounds; sound++) {
    const first = sound * frames;
    const add = (frame: number, sign: number) => {
      if (frame < 0 || frame >= frames) return;
      for (let c = 0; c < channels; c++) sums[c]! += sign * data[(first + frame) * channels + c]!;
    };
    sums.fill(0);
    for (let t = 0; t < beside; t++) add(t, 1);
    for (let t = 0; t < frames; t++) {
      add(t + beside, 1);
      add(t - beside - 1, -1);
      const count = Math.min(frames, t + beside + 1) - Math.max(0, t - beside);
      for (let c = 0; c < channels; c++) pooled[(first + t) * channels + c] = sums[c]! / count;
    }
  }
  return { data: pooled, sounds, frames, channels };
}
