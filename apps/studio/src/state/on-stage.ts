import type { Form } from './form.js';
import type { Run } from './run.js';
import { showTarget } from './target.js';

/** What the stage shows a sound of, and what was chosen since. */
export interface OnStage {
  /** The form of the sound that forms or has formed; without one, the form that would be climbed. */
  readonly form: Form;
  /** Another target that was chosen meanwhile, in short; undefined where it is the sound's own. */
  readonly next?: string;
}

/** Whose sound and score the stage shows: not the one that was chosen since. */
export function onStage({ phase, form: made }: Run, chosen: Form): OnStage {
  if (phase === 'idle' || !made) return { form: chosen };
  const next = showTarget(chosen.target);
  return { form: made, ...(next !== showTarget(made.target) && { next }) };
}
