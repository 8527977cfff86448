import { copyClip, InputError, isSound, type Sound, show } from '@audiate/protocol';

/**
 * A copy of a sound that is measured.
 * @throws InputError for what is no sound, also for samples without their rate, and for one that is empty or not finite.
 */
export function copySound(thing: string, sound: Sound): Sound {
  if (isSound(sound)) return copyClip(thing, sound) as Sound;
  throw new InputError(`${thing} must be a sound, { samples: Float32Array, sampleRate }, got ${show(sound)}`);
}
