import type { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import * as tf from '@tensorflow/tfjs';

type Model = Awaited<ReturnType<typeof loadWav2Vec2>>;

/** One unit after `layer` blocks, summed over the batch; at the middle frame unless told otherwise. */
export function unitScore(
  model: Model,
  layer: number,
  { unit = 5, frame }: { unit?: number; frame?: number | undefined } = {},
): (audio: tf.Tensor2D) => tf.Scalar {
  const name = `encoder.${layer - 1}` as const;
  return (audio) => {
    const hidden = model.forward(audio, [name])[name]!;
    const [batch, frames] = hidden.shape;
    return tf.sum(tf.slice(hidden, [0, frame ?? Math.floor(frames / 2), unit], [batch, 1, 1]));
  };
}
