import { type Key, key, type Transform } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';

/** How {@link heard} listens. */
export interface Listening {
  readonly sampleRate?: number;
  readonly drawKey?: Key;
  readonly strength?: number;
}

/** What becomes of sounds of one length, `[batch][samples]`. */
export function heard(
  transform: Transform,
  audio: readonly Float32Array[],
  { sampleRate = 16_000, drawKey = key(1), strength = 1 }: Listening = {},
): Float32Array[] {
  const [batch, samples] = [audio.length, audio[0]!.length];
  const apply = transform.bind({ model: toyModel({ sampleRate }), batch, samples });
  return tf.tidy(() => {
    const out = apply(tf.stack(audio.map((item) => tf.tensor1d(item))) as tf.Tensor2D, drawKey, { step: 0, strength });
    const data = out.dataSync();
    return audio.map((_, item) => Float32Array.from(data.subarray(item * out.shape[1], (item + 1) * out.shape[1])));
  });
}

/** Gain of a sine in dB, in phase, from the middle half of it. */
export function sineGainDb(transform: Transform, hz: number, listening: Listening = {}, samples = 4000): number {
  const rate = listening.sampleRate ?? 16_000;
  const sine = Float32Array.from({ length: samples }, (_, n) => Math.sin((2 * Math.PI * hz * n) / rate));
  const [out] = heard(transform, [sine], listening);
  let [product, power] = [0, 0];
  for (let n = samples / 4; n < (3 * samples) / 4; n++) {
    product += out![n]! * sine[n]!;
    power += sine[n]! ** 2;
  }
  return 20 * Math.log10(product / power);
}
