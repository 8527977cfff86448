import { playbackCopy } from '@audiate/media';
import type { Shown } from '../protocol/sound.js';
import { pictureOf } from '../sound/picture-of.js';

/** A sound for ears and eyes. */
export function shownOf(audio: Float32Array, sampleRate: number): Shown {
  return { heard: playbackCopy(audio, { sampleRate }), sampleRate, picture: pictureOf(audio, sampleRate) };
}

/** What of it can be moved to the page. */
export const buffersOf = ({ heard, picture }: Shown): Transferable[] => [heard.buffer, picture.levels.buffer];
