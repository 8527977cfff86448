import type { Heard } from './hear.ts';

/** The Gram matrix XᵀX / frames of `[1, frames, channels]`, row by row: which channels are on together. */
export function gram({ data, shape }: Heard): Float32Array {
  const [, frames, channels] = shape;
  const matrix = new Float32Array(channels * channels);
  for (let frame = 0; frame < frames; frame++) {
    const row = data.subarray(frame * channels, (frame + 1) * channels);
    for (let a = 0; a < channels; a++) {
      for (let b = 0; b < channels; b++) matrix[a * channels + b]! += (row[a]! * row[b]!) / frames;
    }
  }
  return matrix;
}

/** ‖A − B‖² of two Gram matrices. */
export function gramDistance(a: Heard, b: Heard): number {
  const [one, two] = [gram(a), gram(b)];
  return one.reduce((sum, value, i) => sum + (value - two[i]!) ** 2, 0);
}

/** The cosine of two Gram matrices, 0 … 1: how alike two textures are. */
export function gramCosine(a: Heard, b: Heard): number {
  const [one, two] = [gram(a), gram(b)];
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(one, two) / Math.sqrt(dot(one, one) * dot(two, two));
}
