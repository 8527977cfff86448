import type { Recipe } from '../recipe/recipe.js';
import type { Stopped } from '../record/record.js';

/** A sound that {@link savedSounds} found in a folder. */
export interface SavedSound {
  /** The name of its files, without their endings. */
  readonly name: string;
  /** What was climbed: `channel(conv.5, 3)`. */
  readonly target: string;
  /** Makes the batch again that the sound is an item of. */
  readonly recipe: Recipe;
  /** Its item in the batch of the recipe. */
  readonly item: number;
  /** The score of the sound on the raw audio; NaN where it is not known, as of what `save` wrote. */
  readonly score: number;
  /** The highest such score on the way, and after how many updates it was seen; of what `renderMany` wrote. */
  readonly best?: { readonly step: number; readonly score: number };
  /** Why the render ended; of what `renderMany` wrote. */
  readonly stopped?: Stopped;
  /** Hz. */
  readonly sampleRate: number;
  /** The path of the WAV file. */
  readonly wav: string;
  /**
   * Reads the sound, `[samples]`. Of what `renderMany` wrote it is at the param's own level, of what `save` wrote as the file has it.
   * @throws InputError for a file that is missing, damaged, or not the one that was written.
   */
  audio(): Promise<Float32Array>;
}
