import type { Rise } from '../record/record.js';

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
