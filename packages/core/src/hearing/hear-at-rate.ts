import { resample } from '@audiate/media';
import { type Clip, copyClip, isSound, type ModelAdapter } from '@audiate/protocol';

/**
 * What a model is to hear, at its rate: bare samples as they are, sounds at another rate converted by `resample`.
 * @throws InputError for a sound that is malformed or cannot be converted.
 */
export async function hearAtRate(
  { sampleRate }: Pick<ModelAdapter, 'sampleRate'>,
  audio: readonly Clip[],
): Promise<readonly Float32Array[]> {
  const one = async (clip: Clip, thing: string) => {
    if (!isSound(clip)) return clip;
    copyClip(thing, clip);
    return clip.sampleRate === sampleRate ? clip.samples : (await resample(clip, sampleRate)).samples;
  };
  const sounds: Float32Array[] = [];
  for (const [item, clip] of audio.entries()) sounds.push(await one(clip, `audio ${item}`));
  return sounds;
}
