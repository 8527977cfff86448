import { resample } from '@audiate/media';
import { type Clip, copyClip, InputError, isSound, type ModelAdapter } from '@audiate/protocol';

/**
 * What a model is to hear, at its rate: bare samples as they are, sounds at another rate converted by `resample`. What is
 * neither is left for others to refuse.
 * @throws InputError for a sound that is malformed or cannot be converted, and for channels in its place.
 */
export async function hearAtRate(
  model: Pick<ModelAdapter, 'sampleRate'>,
  audio: Clip | readonly Clip[],
): Promise<Float32Array | readonly Float32Array[]> {
  if (!Array.isArray(audio)) return samplesOf(model, audio as Clip, 'audio');
  const sounds: Float32Array[] = [];
  for (const [item, clip] of audio.entries()) sounds.push(await samplesOf(model, clip, `audio ${item}`));
  return sounds;
}

async function samplesOf(model: Pick<ModelAdapter, 'sampleRate'>, clip: Clip, thing: string): Promise<Float32Array> {
  if (!isSound(clip)) {
    if (typeof clip !== 'object' || clip === null || !('channels' in clip)) return clip;
    throw new InputError(`${thing} has channels, as decodeWav answers; readSound mixes them to one sound`);
  }
  copyClip(thing, clip);
  return clip.sampleRate === model.sampleRate ? clip.samples : (await resample(clip, model.sampleRate)).samples;
}
