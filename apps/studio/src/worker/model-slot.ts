import { InputError, type ModelAdapter } from '@audiate/protocol';
import type { Ear } from '../microphone/ear.js';

/** The model that the page has open, and its ear for the microphone: one at a time. */
export interface ModelSlot {
  /** @throws InputError while there is none. */
  model(): ModelAdapter;
  /** @throws InputError while there is none. */
  ear(): Ear;
  /** Puts another in its place, and frees the one before. */
  put(model: ModelAdapter, ear: Ear): void;
}

/** A slot without a model. */
export function modelSlot(): ModelSlot {
  let held: { readonly model: ModelAdapter; readonly ear: Ear } | undefined;
  const current = () => {
    if (held) return held;
    throw new InputError('no model is open; choose one');
  };
  return {
    model: () => current().model,
    ear: () => current().ear,
    put(model, ear) {
      held?.ear.dispose();
      held?.model.dispose();
      held = { model, ear };
    },
  };
}
