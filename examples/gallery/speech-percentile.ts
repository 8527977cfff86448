import type { Wav2Vec2Layer } from '@audiate/models-wav2vec2';
import { statistics } from '@audiate/wav2vec2-tiny';

/** The activation of a unit of `tiny` under which it stays in so many percent of speech's frames. */
export async function speechPercentile(layer: Wav2Vec2Layer, channel: number, percent: number): Promise<number> {
  const { percentiles, layers } = await statistics();
  return layers[layer]!.percentiles[percentiles.indexOf(percent)]![channel]!;
}
