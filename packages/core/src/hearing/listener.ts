import { checkKeys, checkNumber, InputError, layerInfo, type ModelAdapter, show } from '@audiate/protocol';
import type { ActivationData, Engine, EngineChoice, EngineReport, Listening } from '../engines/engine.js';
import { beginOnEngine } from '../engines/open.js';
import { checkModel } from './check-model.js';
import { checkSounds } from './check-sounds.js';
import { soundsHearing, withMemoryAdvice } from './memory-advice.js';

/** Options of {@link listener}. */
export interface ListenerOptions {
  /** Length of each sound in samples at the model's rate. */
  readonly samples: number;
  /** Sounds that are heard at once; 1. */
  readonly batch?: number;
  /** What runs the model; `auto`. */
  readonly engine?: EngineChoice;
}

/** A model that is ready to hear sounds of one length, many times. */
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
  /** Frees what the engine made. */
  dispose(): void;
}

/**
 * Makes a model ready to answer layers for many sounds of one length: `activations`, but the engine's program is made
 * once. On `onnxruntime` a program of a base model takes seconds to make.
 * @throws InputError for what is no model or was disposed, an unknown layer, and fewer samples than the model needs.
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
  const given = checkKeys('options of listener', options, ['samples', 'batch', 'engine']);
  const samples = checkNumber('samples', given.samples, { min: model.minSamples, integer: true });
  const batch = checkNumber('batch', given.batch ?? 1, { min: 1, integer: true });
  const { engine, listening } = await beginOnEngine(given.engine, async (candidate) => ({
    engine: candidate,
    listening: await candidate.listen(hearer, [batch, samples], layers),
  }));
  return {
    engine: engine.report,
    samples,
    batch,
    async hear(sounds) {
      const data = joined(hearer, sounds, { samples, batch });
      const found = await hearOn(engine, listening, { model: hearer, data, batch, samples });
      return Object.fromEntries(layers.map((layer, i) => [layer, found[i]!])) as Record<K, ActivationData>;
    },
    dispose: listening.dispose,
  };
}

interface Heard {
  readonly model: ModelAdapter;
  readonly data: Float32Array;
  readonly batch: number;
  readonly samples: number;
}

function hearOn(engine: Engine, listening: Listening, { model, data, batch, samples }: Heard) {
  return withMemoryAdvice(engine, soundsHearing(model, { samples, sounds: batch }), () => listening.hear(data));
}

function joined(
  model: ModelAdapter,
  sounds: readonly Float32Array[],
  { samples, batch }: { readonly samples: number; readonly batch: number },
): Float32Array {
  if (sounds.length !== batch) throw new InputError(`the listener hears ${batch} sounds at once, got ${sounds.length}`);
  const length = checkSounds(model, sounds);
  if (length !== samples) throw new InputError(`the listener hears sounds of ${samples} samples, got ${length}`);
  const data = new Float32Array(batch * samples);
  for (const [item, sound] of sounds.entries()) data.set(sound, item * samples);
  return data;
}
