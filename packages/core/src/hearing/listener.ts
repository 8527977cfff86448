import {
  checkKeys,
  checkNumber,
  frameCount,
  InputError,
  layerInfo,
  MAX_PADDED_SAMPLES,
  type ModelAdapter,
  paddedForward,
  show,
} from '@audiate/protocol';
import type { ActivationData, EngineReport } from '../engines/engine.js';
import { type EngineOptions, engineOf } from '../engines/engine-options.js';
import { beginOnEngine } from '../engines/open.js';
import { checkModel } from './check-model.js';
import { checkFinite, checkLength } from './check-sounds.js';
import { soundsHearing, withMemoryAdvice } from './memory-advice.js';

/** Options of {@link listener}. */
export interface ListenerOptions extends EngineOptions {
  /** Length of each sound in samples at the model's rate; of the longest with `shorter`. */
  readonly samples: number;
  /** Sounds that are heard at once; 1. */
  readonly batch?: number;
  /**
   * Whether shorter sounds are heard, too; false. Each is answered as if it were heard by itself, but for rounding, at the cost of one of
   * `samples`. For models with `forwardPadded`, as those of `loadWav2Vec2` are.
   */
  readonly shorter?: boolean;
}

/** A model that is ready to hear sounds of one length, or up to it, many times. */
export interface Listener<L extends string = string> {
  readonly engine: EngineReport;
  readonly samples: number;
  readonly batch: number;
  /**
   * What the layers say to sounds, `batch` times `[samples]` at the model's rate, linear amplitude: each layer as
   * `[batch, frames, channels]`.
   * @throws InputError for sounds of another number or length, or not finite, and where memory runs out.
   */
  hear(sounds: readonly Float32Array[]): Promise<Record<L, ActivationData>>;
  /**
   * What the layers say to each of 1 to `batch` sounds, in their order: each layer as `[1, frames, channels]` with the frames of
   * the sound's own length, which with `shorter` is any from the model's `minSamples` to `samples`.
   * @throws as `hear`.
   */
  hearEach(sounds: readonly Float32Array[]): Promise<Record<L, ActivationData>[]>;
  /** Frees what the engine made. */
  dispose(): void;
}

/**
 * Makes a model ready to answer layers for many sounds of one length, or with `shorter` up to it: `activations`, but the engine's
 * program is made once. On `onnxruntime` a program of a base model takes seconds to make.
 * @throws InputError for what is no model or was disposed, an unknown layer, fewer samples than the model needs, and `shorter`
 * for a model that cannot, or for more than 2^24 samples.
 */
export async function listener<L extends string, K extends NoInfer<L>>(
  model: ModelAdapter<L>,
  layers: readonly K[],
  options: ListenerOptions,
): Promise<Listener<K>> {
  checkModel(model, 'listener');
  const hearer = model as unknown as ModelAdapter;
  if (!Array.isArray(layers)) throw new InputError(`layers must be a list of layer names, got ${show(layers)}`);
  for (const layer of layers) layerInfo(hearer, layer);
  const given = checkKeys('options of listener', options, ['samples', 'batch', 'shorter', 'engine', 'device']);
  const padded = given.shorter ? paddedOf(hearer) : undefined;
  const most = padded && { max: MAX_PADDED_SAMPLES };
  const samples = checkNumber('samples', given.samples, { min: model.minSamples, ...most, integer: true });
  const batch = checkNumber('batch', given.batch ?? 1, { min: 1, integer: true });
  const { engine, listening } = await beginOnEngine(engineOf(given), async (candidate) => ({
    engine: candidate,
    listening: await candidate.listen(hearer, { shape: [batch, samples], layers, padded }),
  }));
  const least = padded ? model.minSamples : samples;
  const answer = (sounds: readonly Float32Array[]) => {
    const given = joined(hearer, sounds, { samples, batch, least });
    const hearing = soundsHearing(model, { samples, sounds: batch });
    return withMemoryAdvice(engine, hearing, () => listening.hear(given.data, given.lengths));
  };
  return {
    engine: engine.report,
    samples,
    batch,
    async hear(sounds) {
      if (sounds.length !== batch) {
        throw new InputError(`the listener hears ${batch} sounds at once, got ${sounds.length}`);
      }
      const other = sounds.find(({ length }) => length !== samples);
      if (other) throw new InputError(`the listener hears sounds of ${samples} samples, got ${other.length}`);
      return byLayer(layers, await answer(sounds));
    },
    async hearEach(sounds) {
      if (sounds.length === 0 || sounds.length > batch) {
        throw new InputError(`the listener hears 1 to ${batch} sounds at once, got ${sounds.length}`);
      }
      const found = await answer(sounds);
      return sounds.map(({ length }, item) => {
        const own = layers.map((layer, i) => {
          const all = found[i]!.shape[1];
          return itemOf(found[i]!, item, padded ? Math.min(all, frameCount(layerInfo(hearer, layer), length)) : all);
        });
        return byLayer(layers, own);
      });
    },
    dispose: listening.dispose,
  };
}

function paddedOf(model: ModelAdapter) {
  const padded = paddedForward(model);
  if (padded) return padded;
  throw new InputError(
    `shorter needs a model that hears padded sounds, and ${model.name} has no forwardPadded; leave it out, and make a listener for each length`,
  );
}

function byLayer<K extends string>(layers: readonly K[], found: readonly ActivationData[]) {
  return Object.fromEntries(layers.map((layer, i) => [layer, found[i]!])) as Record<K, ActivationData>;
}

/** The first frames of an item. */
function itemOf({ data, shape: [, all, channels] }: ActivationData, item: number, frames: number): ActivationData {
  const from = item * all * channels;
  return { data: data.subarray(from, from + frames * channels), shape: [1, frames, channels] };
}

/** Sounds one after the other, silence behind each that is shorter, and in the place of those that are missing. */
function joined(
  model: ModelAdapter,
  sounds: readonly Float32Array[],
  { samples, batch, least }: { readonly samples: number; readonly batch: number; readonly least: number },
) {
  const data = new Float32Array(batch * samples);
  const lengths = new Float32Array(batch).fill(least);
  for (const [item, sound] of sounds.entries()) {
    checkLength(model, sound, item);
    if (sound.length < least || sound.length > samples) {
      const range = least < samples ? `${least} to ${samples}` : samples;
      throw new InputError(`the listener hears sounds of ${range} samples, got ${sound.length}`);
    }
    checkFinite(sound, item);
    data.set(sound, item * samples);
    lengths[item] = sound.length;
  }
  return { data, lengths };
}
