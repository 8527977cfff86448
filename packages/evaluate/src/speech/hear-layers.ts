import { activations, type Clip, type EngineChoice, type ModelAdapter } from '@audiate/core';

/** What a layer says to a number of sounds of one length: `[sounds, frames, channels]`. */
export interface Heard {
  readonly data: Float32Array;
  readonly sounds: number;
  readonly frames: number;
  readonly channels: number;
}

/** Sounds that are heard at once. */
const AT_ONCE = 8;

/** Hears any number of equally long sounds, some at a time, so that memory does not grow with them but for the answers. */
export async function hearLayers(
  model: ModelAdapter,
  sounds: readonly Clip[],
  { layers, engine }: { readonly layers: readonly string[]; readonly engine?: EngineChoice | undefined },
): Promise<Record<string, Heard>> {
  const parts: Awaited<ReturnType<typeof activations>>[] = [];
  for (let from = 0; from < sounds.length; from += AT_ONCE) {
    parts.push(await activations(model, sounds.slice(from, from + AT_ONCE), layers, engine ? { engine } : {}));
  }
  const joined = layers.map((layer) => {
    const [, frames, channels] = parts[0]![layer]!.shape;
    const data = new Float32Array(sounds.length * frames * channels);
    for (const [i, part] of parts.entries()) data.set(part[layer]!.data, i * AT_ONCE * frames * channels);
    return [layer, { data, sounds: sounds.length, frames, channels }] as const;
  });
  return Object.fromEntries(joined);
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
