import { type ActivationData, type Clip, type EngineChoice, listener, type ModelAdapter } from '@audiate/core';
import { turn } from '../stages/turn.js';
import { atRate } from './at-rate.js';

/** What a layer says to a number of sounds of one length: `[sounds, frames, channels]`. */
export interface Heard {
  readonly data: Float32Array;
  readonly sounds: number;
  readonly frames: number;
  readonly channels: number;
}

/** Most sounds that are heard at once. */
const AT_ONCE = 8;

/**
 * Hears any number of equally long sounds, at least one, some at a time, so that memory does not grow with them but for the
 * answers. One program hears all of them: in equal parts, silence in the places that the last one leaves.
 * @throws the signal's reason once it is aborted, between two parts.
 */
export async function hearLayers(
  model: ModelAdapter,
  sounds: readonly Clip[],
  {
    layers,
    engine,
    signal,
  }: {
    readonly layers: readonly string[];
    readonly engine?: EngineChoice | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Record<string, Heard>> {
  const samplesOf = (item: number) => atRate(model, sounds[item]!, `sound ${item}`);
  const { length: samples } = await samplesOf(0);
  const batch = Math.ceil(sounds.length / Math.ceil(sounds.length / AT_ONCE));
  const ready = await listener(model, layers, { samples, batch, ...(engine ? { engine } : {}) });
  const found: Record<string, Heard> = {};
  try {
    for (let from = 0; from < sounds.length; from += batch) {
      await turn(signal);
      const together: Float32Array[] = [];
      for (let item = from; item < Math.min(sounds.length, from + batch); item++) together.push(await samplesOf(item));
      for (const [i, answer] of (await ready.hearEach(together)).entries()) {
        for (const layer of layers)
          keep(found, layer, { answer: answer[layer]!, item: from + i, sounds: sounds.length });
      }
    }
  } finally {
    ready.dispose();
  }
  return found;
}

/** Puts what a layer says to a sound into its place. */
function keep(
  found: Record<string, Heard>,
  layer: string,
  { answer, item, sounds }: { readonly answer: ActivationData; readonly item: number; readonly sounds: number },
): void {
  const [, frames, channels] = answer.shape;
  found[layer] ??= { data: new Float32Array(sounds * frames * channels), sounds, frames, channels };
  found[layer].data.set(answer.data, item * frames * channels);
}

/** One channel over all sounds and frames, `[sounds · frames]`. */
export function channelOf({ data, sounds, frames, channels }: Heard, channel: number): Float32Array {
  return Float32Array.from({ length: sounds * frames }, (_, i) => data[i * channels + channel]!);
}

/** All channels of a sound in one frame, or the mean of them over all frames, or over some on either side of the one. */
export function vectorAt(
  { data, frames, channels }: Heard,
  sound: number,
  { frame, beside = 0 }: { readonly frame?: number | undefined; readonly beside?: number } = {},
): Float64Array {
  const out = new Float64Array(channels);
  const [from, to] =
    frame === undefined ? [0, frames] : [Math.max(0, frame - beside), Math.min(frames, frame + beside + 1)];
  for (let t = from; t < to; t++) {
    const start = (sound * frames + t) * channels;
    for (let c = 0; c < channels; c++) out[c]! += data[start + c]! / (to - from);
  }
  return out;
}
