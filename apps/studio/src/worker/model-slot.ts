import { InputError, type ModelAdapter } from '@audiate/protocol';

/** The model that the page has open: one at a time. */
export interface ModelSlot {
  /** @throws InputError while there is none. */
  current(): ModelAdapter;
  /** Puts another in its place, and frees the one before. */
  put(model: ModelAdapter): void;
}

/** A slot without a model. */
export function modelSlot(): ModelSlot {
  let held: ModelAdapter | undefined;
  return {
    current() {
      if (held) return held;
      throw new InputError('no model is open; choose one');
    },
    put(model) {
      held?.dispose();
      held = model;
    },
  };
}
