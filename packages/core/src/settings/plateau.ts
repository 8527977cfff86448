import { checkKeys, checkNumber, InputError, show } from '@audiate/protocol';

/** When a render has climbed far enough: its clean scores, looked at every `every` steps, no longer rise. */
export interface Plateau {
  /** Ends the render when no item has risen for so many steps; at least `every`, since scores are seen no more often. */
  readonly steps: number;
  /** What counts as a rise: by more than this share of the score's size; 0.001. */
  readonly tolerance?: number;
}

/**
 * The plateau with its default.
 * @throws InputError for steps below `every` or a negative tolerance.
 */
export function checkPlateau(plateau: Plateau, every: number): Required<Plateau> {
  if (typeof plateau !== 'object' || plateau === null) {
    throw new InputError(`plateau must be such as { steps: 64, tolerance: 0.001 }, got ${show(plateau)}`);
  }
  checkKeys('plateau', plateau, ['steps', 'tolerance']);
  const hint = `scores are looked at every ${every} steps`;
  return {
    steps: checkNumber('plateau.steps', plateau.steps, { min: every, integer: true, hint }),
    tolerance: checkNumber('plateau.tolerance', plateau.tolerance ?? 0.001, { min: 0 }),
  };
}
