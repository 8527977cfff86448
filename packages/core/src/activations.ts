import { type Clip, checkCopy, checkNumber, InputError, layerInfo, type ModelAdapter, show } from '@audiate/protocol';
import type { ActivationData, EngineChoice } from './engines/engine.js';
import { beginOnEngine } from './engines/open.js';
import { hearAtRate } from './hear-at-rate.js';
import { withMemoryAdvice } from './loop/memory-advice.js';

/**
 * What layers of a model say to given audio.
 * @param audio one clip or a batch of equally long ones: bare samples, `[samples]`, linear amplitude at the model's rate, or
 * sounds, `{ samples, sampleRate }`, which are converted to it.
 * @returns each layer as `[batch, frames, channels]`.
 * @throws InputError for an unknown layer, audio that is empty, shorter than the model needs, of unequal lengths, or
 * not finite.
 */
export async function activations<L extends string, K extends NoInfer<L>>(
  model: ModelAdapter<L>,
  audio: Clip | readonly Clip[],
  layers: readonly K[],
  options: { readonly engine?: EngineChoice } = {},
): Promise<Record<K, ActivationData>> {
  checkCopy(model as ModelAdapter);
  const heard = await hearAtRate(model, audio);
  const sounds = heard instanceof Float32Array ? [heard] : heard;
  const samples = checkSounds(model as ModelAdapter, sounds);
  for (const layer of layers) layerInfo(model as ModelAdapter, layer);
  const data = new Float32Array(sounds.length * samples);
  for (const [item, sound] of sounds.entries()) data.set(sound, item * samples);
  const half = Math.floor(sounds.length / 2);
  const advice = half > 0 ? `${half} sound${half > 1 ? 's' : ''} at a time` : undefined;
  const hearing = { model: model as ModelAdapter, samples, sounds: sounds.length, advice };
  const found = await beginOnEngine(options.engine, (engine) =>
    withMemoryAdvice(engine, hearing, () =>
      engine.activations(hearing.model, { data, shape: [sounds.length, samples] }, layers),
    ),
  );
  const entries = layers.map((layer, i) => [layer, found[i]!]);
  return Object.fromEntries(entries) as Record<K, ActivationData>;
}

function checkSounds(model: ModelAdapter, sounds: readonly Float32Array[]): number {
  if (!Array.isArray(sounds)) {
    throw new InputError(`audio must be a Float32Array or an array of them, got ${show(sounds)}`);
  }
  const [first] = sounds as Float32Array[];
  if (!first) throw new InputError('activations needs at least one sound, got none');
  for (const [item, sound] of sounds.entries()) {
    if (!(sound instanceof Float32Array)) {
      throw new InputError(`audio must be a Float32Array or an array of them, got ${show(sound)} as item ${item}`);
    }
    checkNumber(`length of audio ${item} in samples`, sound.length, {
      min: model.minSamples,
      hint: `${model.name} hears at ${model.sampleRate} Hz`,
    });
    if (sound.length !== first.length) {
      throw new InputError(
        `sounds of a batch must be equally long; item 0 has ${first.length} samples, item ${item} ${sound.length}`,
      );
    }
    const bad = sound.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new InputError(`audio must be finite; sample ${bad} of item ${item} is ${sound[bad]}`);
  }
  return first.length;
}
