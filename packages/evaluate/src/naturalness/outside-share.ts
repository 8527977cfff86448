import type { LayerInfo } from '@audiate/core';

/**
 * The share of a sound's energy outside of what a frame of a layer sees through convolutions, in [0, 1]: what is there, the
 * unit does not need, unless attention or statistics over the clip tell it (`global` layers). NaN for silence.
 * @param frame of the layer, counted from 0.
 */
export function outsideShare(
  sound: Float32Array,
  { layer, frame }: { readonly layer: LayerInfo; readonly frame: number },
): number {
  if (!Number.isFinite(layer.hop)) return 0;
  const from = frame * layer.hop + layer.offset;
  const to = from + layer.receptiveField;
  let [outside, whole] = [0, 0];
  for (const [i, sample] of sound.entries()) {
    whole += sample * sample;
    if (i < from || i >= to) outside += sample * sample;
  }
  return outside / whole;
}
