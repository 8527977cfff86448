import { InputError } from './errors.js';

/** What stands for this copy of the package. */
const thisCopy = {};

const REGISTRY = Symbol.for('audiate.models');

/** Of which copy a model is, by its layers, which a model spread into another keeps; all copies of a process share it. */
function makers(): WeakMap<object, object> {
  const scope = globalThis as { [REGISTRY]?: WeakMap<object, object> };
  scope[REGISTRY] ??= new WeakMap();
  return scope[REGISTRY];
}

/** Notes that a model was made by this copy of audiate. */
export function noteCopy({ layers }: { readonly layers: object }): void {
  makers().set(layers, thisCopy);
}

/**
 * Two copies of audiate do not know each other's weights and operations, so that a model of one can't be compiled by the
 * other. A model that no copy has defined is let through.
 * @throws InputError for a model of another copy, with what to do.
 */
export function checkCopy({ name, layers }: { readonly name: string; readonly layers?: object }): void {
  const maker = layers && makers().get(layers);
  if (!maker || maker === thisCopy) return;
  throw new InputError(
    `model "${name}" was made by another copy of audiate than the one that is to run it; npm ls @audiate/protocol shows ` +
      'who brings them: give all audiate packages one version, then npm dedupe',
  );
}
