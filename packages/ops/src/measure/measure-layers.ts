import { InputError, type LayerInfo, macrotask } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type CountFrames, type FrameCounts, frameCounts } from './frame-counts.js';
import { hearBothEnds } from './hears-both-ends.js';
import { reachOf, support } from './reach.js';

/** From which layers one is computed, for {@link MeasureOptions.derived}. */
export interface Derived<L extends string = string> {
  /** Shallower layers through which all that it hears goes. */
  readonly from: readonly L[];
  /** Whether each of its frames hears the same frame of those alone. */
  readonly frameByFrame: boolean;
}

/** Options of {@link measureLayers}. */
export interface MeasureOptions<L extends string = string> {
  /**
   * The longest sound that is tried, in samples; 65,536 unless given. A layer that hears as much is `global`, and one that
   * has one frame so far has one for all lengths.
   */
  readonly maxSamples?: number;
  /**
   * How many frames each layer has for a sound of so many samples, 0 or none where it is too short; found out by
   * hearing it unless given.
   */
  readonly count?: (samples: number) => ReadonlyMap<L, number>;
  /** What is known of how a layer comes about, which saves its gradient; nothing unless given. */
  readonly derived?: (layer: L) => Derived<L> | undefined;
  /** Whether a layer is known to have one frame for all lengths; found out by trying lengths unless given. */
  readonly isSingle?: (layer: L) => boolean;
  /**
   * Whether frames are known to hear their own `minSamples` samples alone, as many in all layers, as windows that are heard
   * one by one do: then the first frame of the shortest sound is looked at. False unless given.
   */
  readonly apart?: boolean;
  /** Told of a layer that is left out, and why; thrown unless given. */
  readonly spare?: (layer: L, why: InputError) => void;
  /** Aborts: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Answers layers, each `[batch, frames, channels]`, as a model's `forward` does; throws for a sound that is too short. */
export type Hear<L extends string> = (audio: tf.Tensor2D, layers: readonly L[]) => Readonly<Record<L, tf.Tensor3D>>;

/**
 * Measures what a network's layers are like, by running it and by gradients, on the active backend: their channels, the hop
 * and the samples for a first frame by trying lengths; offset and receptive field by the samples that the gradient of a
 * frame reaches in noise; a layer is `global` where that is the whole sound, however long. A global layer's offset is 0 and
 * its receptive field `minSamples`, as that of its convolutions mostly is.
 *
 * A layer may have more frames than its facts say where they do not begin evenly, as with centred windows: cut those behind
 * `frameCount` off.
 * @param layers their names, shallow to deep.
 * @throws InputError for a layer that has no frame in any sound that is tried, or whose frames do not follow its length.
 */
export async function measureLayers<L extends string>(
  layers: readonly L[],
  hear: Hear<L>,
  options: MeasureOptions<L> = {},
): Promise<Record<L, LayerInfo>> {
  const { maxSamples = 65_536, derived, signal, spare, isSingle, apart = false } = options;
  const turn = async () => {
    await macrotask();
    signal?.throwIfAborted();
  };
  const { count = counting(layers, hear) } = options;
  const counted: CountFrames<L> = async (samples) => {
    await turn();
    return count(samples);
  };
  const frames = await frameCounts(layers, counted, { maxSamples, spare, isSingle });
  const found = layers.filter((layer) => frames.has(layer));
  const longest = Math.max(...[...frames.values()].map(({ minSamples }) => minSamples));
  const channels = channelsOf(found, hear, longest);
  const whole = apart ? await hearBothEnds(found, hear, longest) : new Set<L>();
  const infos = {} as Record<L, LayerInfo>;
  const everywhere = new Set<L>();
  const hearsAll = (layer: L, { minSamples }: FrameCounts) => {
    everywhere.add(layer);
    return { offset: 0, receptiveField: minSamples, global: true };
  };
  for (const [depth, layer] of found.entries()) {
    await turn();
    const own = frames.get(layer)!;
    const facts = { depth, channels: channels.get(layer)!, ...own };
    infos[layer] = { ...facts, ...(await extentOf(layer, own)) };
  }
  return infos;

  async function extentOf(
    layer: L,
    own: FrameCounts,
  ): Promise<Pick<LayerInfo, 'offset' | 'receptiveField' | 'global'>> {
    if (own.hop === Number.POSITIVE_INFINITY) return { ...hearsAll(layer, own), receptiveField: own.hop };
    const sources = derived?.(layer);
    const from = sources?.from ?? [];
    const known = from.flatMap((source) => infos[source] ?? []);
    if (from.some((source) => everywhere.has(source))) return hearsAll(layer, own);
    const [first] = known;
    const alike = (info: LayerInfo) =>
      info.hop === own.hop &&
      info.global === first!.global &&
      info.offset === first!.offset &&
      info.receptiveField === first!.receptiveField;
    if (sources?.frameByFrame && first && known.length === from.length && known.every(alike)) {
      return { offset: first.offset, receptiveField: first.receptiveField, global: first.global };
    }
    const alone = (audio: tf.Tensor2D) => hear(audio, [layer])[layer];
    if (whole.has(layer)) return { offset: 0, receptiveField: own.minSamples, global: false };
    if (apart) {
      const { begin, end } = (await support(alone, own.minSamples, 0)) ?? { begin: 0, end: own.minSamples };
      return { offset: begin, receptiveField: end - begin, global: false };
    }
    const reach = await reachOf(alone, own, maxSamples);
    if (!reach) return hearsAll(layer, own);
    const { offset, receptiveField, beyond } = reach;
    return { offset, receptiveField, global: beyond };
  }
}

/** Counts by hearing: all layers at once, or one by one where the deepest cannot hear so little. */
function counting<L extends string>(layers: readonly L[], hear: Hear<L>): (samples: number) => Map<L, number> {
  let problem: unknown;
  let heard = false;
  const tried = (samples: number, names: readonly L[]) => {
    try {
      return new Map([...shapesOf(names, hear, samples)].map(([name, shape]) => [name, shape[1] ?? 0]));
    } catch (error) {
      problem = error;
      return undefined;
    }
  };
  return (samples) => {
    const all = tried(samples, layers);
    heard ||= all !== undefined;
    if (all) return all;
    const each = layers.map((name) => [name, tried(samples, [name])?.get(name) ?? 0] as const);
    if (!heard && samples >= HOPELESS_SAMPLES && each.every(([, frames]) => frames === 0)) {
      const why = problem instanceof Error ? problem.message : String(problem);
      throw new InputError(`the network answers no layer for ${samples} samples: ${why}`, { cause: problem });
    }
    return new Map(each);
  };
}

/** A network that has heard nothing up to here fails for another reason than the sound's length. */
const HOPELESS_SAMPLES = 2 ** 16;

/** The shapes of layers, of silence. */
function shapesOf<L extends string>(layers: readonly L[], hear: Hear<L>, samples: number): Map<L, readonly number[]> {
  const shapes = new Map<L, readonly number[]>();
  tf.tidy(() => {
    const answer = hear(tf.zeros([1, samples]), layers);
    for (const layer of layers) shapes.set(layer, answer[layer].shape);
  });
  return shapes;
}

function channelsOf<L extends string>(layers: readonly L[], hear: Hear<L>, samples: number): Map<L, number> {
  const shapes = [...shapesOf(layers, hear, samples)];
  const wrong = shapes.find(([, shape]) => shape.length !== 3);
  if (wrong) throw new InputError(`layer "${wrong[0]}" must be [batch, frames, channels], got [${wrong[1]}]`);
  return new Map(shapes.map(([layer, shape]) => [layer, shape[2]!]));
}
