import { type Clip, InputError, layerInfo, type ModelAdapter, show } from '@audiate/protocol';
import type { ActivationData } from '../engines/engine.js';
import { type EngineOptions, engineOf } from '../engines/engine-options.js';
import { beginOnEngine } from '../engines/open.js';
import { checkModel } from './check-model.js';
import { checkClips, checkSounds } from './check-sounds.js';
import { hearAtRate } from './hear-at-rate.js';
import { soundsHearing, withMemoryAdvice } from './memory-advice.js';

/**
 * What layers of a model say to given audio.
 * @param audio one clip or a batch of equally long ones: bare samples, `[samples]`, linear amplitude at the model's rate, or
 * sounds, `{ samples, sampleRate }`, which are converted to it.
 * @returns each layer as `[batch, frames, channels]`.
 * @throws InputError for what is no model or was disposed, no sound (it says how to make one of it), an unknown layer, audio
 * that is empty, shorter than the model needs, of unequal lengths, or not finite.
 */
export async function activations<L extends string, K extends NoInfer<L>>(
  model: ModelAdapter<L>,
  audio: Clip | readonly Clip[],
  layers: readonly K[],
  options: EngineOptions = {},
): Promise<Record<K, ActivationData>> {
  checkModel(model, 'activations');
  if (!Array.isArray(layers)) {
    throw new InputError(`layers must be a list of layer names, got ${show(layers)}; pass [${show(layers)}]`);
  }
  const sounds = await hearAtRate(model, checkClips(model as ModelAdapter, audio));
  const samples = checkSounds(model as ModelAdapter, sounds);
  for (const layer of layers) layerInfo(model as ModelAdapter, layer);
  const data = new Float32Array(sounds.length * samples);
  for (const [item, sound] of sounds.entries()) data.set(sound, item * samples);
  const hearing = soundsHearing(model, { samples, sounds: sounds.length });
  const found = await beginOnEngine(engineOf(options), (engine) =>
    withMemoryAdvice(engine, hearing, () =>
      engine.activations(model as ModelAdapter, { data, shape: [sounds.length, samples] }, layers),
    ),
  );
  const entries = layers.map((layer, i) => [layer, found[i]!]);
  return Object.fromEntries(entries) as Record<K, ActivationData>;
}
