import { type Clip, type ModelAdapter, resample } from '@audiate/core';
import { copyClip, isSound } from '@audiate/protocol';

/**
 * The samples of a clip at a model's rate; bare samples have it.
 * @throws InputError for what is no sound, and for one that can't be converted; `thing` names it.
 */
export async function atRate({ sampleRate }: Pick<ModelAdapter, 'sampleRate'>, clip: Clip, thing: string) {
  copyClip(thing, clip);
  if (!isSound(clip)) return clip;
  return clip.sampleRate === sampleRate ? clip.samples : (await resample(clip, sampleRate)).samples;
}
