import {
  activations,
  type Clip,
  type EngineOptions,
  engineOf,
  layerInfo,
  layerNames,
  type ModelAdapter,
  resample,
} from '@audiate/core';
import { checkChoice, checkKeys, copyClip, InputError, isSound } from '@audiate/protocol';
import { type Listeners, listeners } from '../hearing/listeners.js';

/** How a layer's frames become one vector: their mean, the largest of each channel, or the middle one. */
export type ClipPool = 'mean' | 'max' | 'center';

const POOLS: readonly ClipPool[] = ['mean', 'max', 'center'];

/** Options of {@link pooledActivations}. */
export interface PooledOptions<K extends string> extends EngineOptions {
  /** All of the model unless given, but for those before an activation function (`.pre`). */
  readonly layers?: readonly K[];
  /** `'mean'` unless given: over it a direction reads what `objectives.direction` climbs. */
  readonly pool?: ClipPool;
  readonly signal?: AbortSignal;
  /** Told after each batch of clips. */
  readonly onProgress?: (progress: { readonly clips: number }) => void;
}

/** One layer over clips: `[clips, channels]`, row by row. */
export interface PooledLayer {
  readonly data: Float32Array;
  readonly clips: number;
  readonly channels: number;
}

/** Clips that are heard at once, where they are of one length. */
const AT_ONCE = 8;

/**
 * Hears clips one after the other, and keeps one vector for each layer: memory grows by channels, not by seconds. Neighbours of
 * one length and rate are heard together, at most 8 at once, which is faster: cut or sort clips where you can. A clip of another
 * length than its neighbours is heard by itself, padded where the model has `forwardPadded`, so that few programs hear all lengths.
 * @param clips any iterable, also an asynchronous one that reads files as they are asked for.
 * @throws InputError for no clips, an unknown layer or pool, and clips that the model cannot hear.
 */
export async function pooledActivations<L extends string, K extends NoInfer<L> = L>(
  model: ModelAdapter<L>,
  clips: Iterable<Clip> | AsyncIterable<Clip>,
  options: PooledOptions<K> = {},
): Promise<Readonly<Record<K, PooledLayer>>> {
  checkKeys('options of pooledActivations', options, ['layers', 'pool', 'engine', 'device', 'signal', 'onProgress']);
  const { signal, onProgress } = options;
  const engine = engineOf(options);
  const pool = checkChoice('pool', options.pool ?? 'mean', POOLS);
  const layers = options.layers ?? (probedLayers(model) as readonly string[] as readonly K[]);
  for (const layer of layers) layerInfo(model as ModelAdapter, layer);
  const rows = layers.map((): Float32Array[] => []);
  let count = 0;
  const hearers = listeners(model as unknown as ModelAdapter, layers, { engine });
  try {
    for await (const batch of alikeNeighbours(clips)) {
      signal?.throwIfAborted();
      const heard =
        hearers.hearsShorter && batch.length === 1
          ? await hearOne(model, batch[0]!, hearers)
          : await activations(model, batch, layers, engine ? { engine } : {});
      for (const [i, layer] of layers.entries()) {
        const { data, shape } = heard[layer]!;
        for (let item = 0; item < shape[0]; item++) rows[i]!.push(pooled(data, item, { shape, pool }));
      }
      count += batch.length;
      onProgress?.({ clips: count });
    }
  } finally {
    hearers.dispose();
  }
  if (count === 0) throw new InputError('there are no clips to hear; give at least one');
  const entries = layers.map((layer, i) => {
    const { channels } = model.layers[layer];
    const data = new Float32Array(count * channels);
    for (const [clip, row] of rows[i]!.entries()) data.set(row, clip * channels);
    return [layer, { data, clips: count, channels }];
  });
  return Object.fromEntries(entries) as Record<K, PooledLayer>;
}

/** The layers that are probed unless others are asked for: shallow to deep, without those before an activation function. */
export function probedLayers<L extends string>(model: ModelAdapter<L>): L[] {
  return layerNames(model).filter((name) => !name.endsWith('.pre'));
}

async function hearOne({ sampleRate }: Pick<ModelAdapter, 'sampleRate'>, given: Clip, hearers: Listeners) {
  const clip = copyClip('a clip', given);
  const samples = isSound(clip) ? (await resample(clip, sampleRate)).samples : clip;
  const ready = await hearers.for(samples.length, 1);
  return (await ready.hearEach([samples]))[0]!;
}

async function* alikeNeighbours(clips: Iterable<Clip> | AsyncIterable<Clip>): AsyncGenerator<Clip[]> {
  let batch: Clip[] = [];
  const size = (clip: Clip) => (isSound(clip) ? `${clip.samples?.length} at ${clip.sampleRate}` : `${clip?.length}`);
  for await (const clip of clips) {
    if (batch.length === AT_ONCE || (batch.length > 0 && size(batch[0]!) !== size(clip))) {
      yield batch;
      batch = [];
    }
    batch.push(clip);
  }
  if (batch.length > 0) yield batch;
}

function pooled(
  data: Float32Array,
  item: number,
  { shape: [, frames, channels], pool }: { readonly shape: readonly [number, number, number]; readonly pool: ClipPool },
): Float32Array {
  const row = (frame: number) =>
    data.subarray((item * frames + frame) * channels, (item * frames + frame + 1) * channels);
  if (pool === 'center') return row(Math.floor(frames / 2)).slice();
  const out = new Float64Array(channels).fill(pool === 'max' ? -Infinity : 0);
  for (let frame = 0; frame < frames; frame++) {
    const own = row(frame);
    for (let c = 0; c < channels; c++) {
      out[c] = pool === 'max' ? Math.max(out[c]!, own[c]!) : out[c]! + own[c]! / frames;
    }
  }
  return Float32Array.from(out);
}
