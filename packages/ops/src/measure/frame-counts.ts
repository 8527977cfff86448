import { InputError } from '@audiate/protocol';

/** How the frames of one layer follow the length of the sound. */
export interface FrameCounts {
  /** Samples for the first frame. */
  readonly minSamples: number;
  /** Samples for each further one; Infinity where there is one frame for all lengths. */
  readonly hop: number;
}

/** What {@link frameCounts} is told. */
export interface CountOptions<L extends string> {
  /** The longest sound that is tried. */
  readonly maxSamples: number;
  /** Whether a layer is known to have one frame for all lengths. */
  readonly isSingle?: ((layer: L) => boolean) | undefined;
  /** Told of a layer that is left out for what would be thrown of it. */
  readonly spare?: ((layer: L, why: InputError) => void) | undefined;
}

/** How many frames layers have for a length; a layer that cannot hear so little is left out or has none. */
export type CountFrames<L extends string> = (samples: number) => Promise<ReadonlyMap<L, number>>;

/**
 * Finds by trying lengths how many samples each layer needs for a frame, and for each further one. What a layer counts may
 * begin unevenly, as the centred windows of a spectrogram do: then the regular count is taken that is nowhere above its own.
 * @throws InputError for a layer that has no frame up to there, or whose frames do not follow the length.
 */
export async function frameCounts<L extends string>(
  layers: readonly L[],
  count: CountFrames<L>,
  { maxSamples, isSingle, spare }: CountOptions<L>,
): Promise<Map<L, FrameCounts>> {
  const known = new Map<number, ReadonlyMap<L, number>>();
  const at = async (samples: number, layer: L): Promise<number> => {
    const found = known.get(samples) ?? (await count(samples));
    known.set(samples, found);
    return found.get(layer) ?? 0;
  };
  /** The fewest samples that give a layer so many frames; undefined where none do up to `most`. */
  const fewest = async (
    layer: L,
    frames: number,
    { most, guesses = [] }: { readonly most: number; readonly guesses?: readonly number[] },
  ): Promise<number | undefined> => {
    let [low, high] = [0, Infinity];
    for (const [samples, found] of known) {
      if ((found.get(layer) ?? 0) >= frames) high = Math.min(high, samples);
      else low = Math.max(low, samples);
    }
    if (low > high) throw uneven(layer, low, high);
    for (let samples = Math.max(1, 2 * low); high === Infinity; samples *= 2) {
      const tried = Math.min(samples, most);
      if (tried <= low) return undefined;
      if ((await at(tried, layer)) >= frames) high = tried;
      else low = tried;
    }
    for (const guess of guesses.flatMap((samples) => [samples - 1, samples])) {
      if (guess <= low || guess >= high) continue;
      if ((await at(guess, layer)) >= frames) high = guess;
      else low = guess;
    }
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((await at(middle, layer)) >= frames) high = middle;
      else low = middle;
    }
    return high;
  };
  let lastHop = 1;
  const countsOf = async (layer: L): Promise<FrameCounts> => {
    const minSamples = await fewest(layer, 1, { most: maxSamples });
    if (minSamples === undefined) {
      throw new InputError(
        `layer "${layer}" has no frame for any sound up to ${maxSamples} samples; give a longer one as maxSamples`,
      );
    }
    if (isSingle?.(layer)) return { minSamples, hop: Number.POSITIVE_INFINITY };
    const first = await at(minSamples, layer);
    const second = await fewest(layer, first + 1, {
      most: maxSamples,
      // strides are mostly those of the layer before, or twice as long
      guesses: [minSamples + lastHop, minSamples + 2 * lastHop],
    });
    if (second === undefined) return { minSamples, hop: Number.POSITIVE_INFINITY };
    const counted = await at(second, layer);
    const third = await fewest(layer, counted + 1, { most: maxSamples, guesses: [2 * second - minSamples] });
    const more = third === undefined ? 1 : (await at(third, layer)) - counted;
    const hop = third === undefined ? second - minSamples : (third - second) / more;
    if (!Number.isInteger(hop) || hop < 1) throw uneven(layer, second, third ?? second);
    await at(Math.min(maxSamples, minSamples + FAR * hop), layer);
    for (const [samples, found] of known) {
      const regular = samples < minSamples ? 0 : Math.floor((samples - minSamples) / hop) + 1;
      if ((found.get(layer) ?? 0) < regular) throw uneven(layer, minSamples, samples);
    }
    lastHop = hop;
    return { minSamples, hop };
  };
  const measured = new Map<L, FrameCounts>();
  for (const layer of layers) {
    try {
      measured.set(layer, await countsOf(layer));
    } catch (error) {
      if (!spare || !(error instanceof InputError)) throw error;
      spare(layer, error);
    }
  }
  return measured;
}

/** So many frames are looked at once. */
const FAR = 32;

const uneven = (layer: string, from: number, to: number): InputError =>
  new InputError(
    `the frames of layer "${layer}" do not follow the length of the sound between ${from} and ${to} samples`,
  );
