import { playbackCopy, seamlessLoop } from '@audiate/media';
import type { Shown } from '../protocol/sound.js';
import { pictureOf } from '../sound/picture-of.js';

/** A sound for ears and eyes. */
export function shownOf(audio: Float32Array, sampleRate: number): Shown {
  return {
    // Over the same seam as the loop that can be downloaded.
    loop: seamlessLoop(playbackCopy(audio, { sampleRate }), { sampleRate }),
    seconds: audio.length / sampleRate,
    sampleRate,
    picture: pictureOf(audio, sampleRate),
  };
}

/** What of it can be moved to the page. */
export const buffersOf = ({ loop, picture }: Shown): Transferable[] => [loop.buffer, picture.levels.buffer];
