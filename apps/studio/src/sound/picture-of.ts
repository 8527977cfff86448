import { spectrogram } from '@audiate/media';
import type { Picture } from '../protocol/sound.js';

/** Columns of a picture: more than a screen shows nobody sees. */
const MOST_FRAMES = 480;
/** What lies so far below the loudest is shown as silence. */
const RANGE_DB = 80;
/** What is quieter than this is silence, however quiet the rest is. */
const FLOOR_DB = -140;

/** The spectrogram of a sound, as a picture. */
export function pictureOf(audio: Float32Array, sampleRate: number): Picture {
  const window = Math.max(2, Math.round(0.025 * sampleRate));
  const hop = Math.max(Math.round(window / 4), Math.ceil(audio.length / MOST_FRAMES));
  const { db, frames, bins } = spectrogram(audio, { sampleRate, window, hop, floorDb: FLOOR_DB });
  const top = db.reduce((most, level) => Math.max(most, level), FLOOR_DB);
  const levels = new Uint8Array(db.length);
  for (let i = 0; i < db.length; i++) levels[i] = Math.max(0, 255 * (1 + (db[i]! - top) / RANGE_DB));
  if (top <= FLOOR_DB) levels.fill(0);
  return { levels, frames, bins };
}
