import type { Shown } from '../protocol/sound.js';

/** Who hears sounds that form. */
export interface Ears {
  hear(shown: Shown): void;
}
