import { checkKeys, checkNumber, InputError, show } from '@audiate/protocol';

/** When a render has climbed far enough: its clean scores, looked at every `every` steps, no longer rise. */
export interface Plateau {
  /** Ends the render when no item has risen for so many steps; at least `every`, since scores are seen no more often. */
  readonly steps: number;
  /** What counts as a rise: by more than this share of the score's size; 0.001. */
  readonly tolerance?: number;
}

/** The last look at which an item's clean score had risen, and that score. */
export interface Rise {
  readonly step: number;
  readonly score: number;
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

/** The rises after another look; after torch.optim's `ReduceLROnPlateau` in its relative mode. */
export function risesAfter(
  rises: readonly Rise[],
  look: { readonly step: number; readonly scores: readonly number[] },
  tolerance: number,
): Rise[] {
  return look.scores.map((score, item) => {
    const last = rises[item];
    const rose = !last || !Number.isFinite(last.score) || score > last.score + tolerance * Math.abs(last.score);
    return rose ? { step: look.step, score } : last;
  });
}

/** Whether no item has risen for `steps` steps. */
export function isFlat(rises: readonly Rise[], step: number, steps: number): boolean {
  return rises.length > 0 && rises.every((rise) => step - rise.step >= steps);
}
