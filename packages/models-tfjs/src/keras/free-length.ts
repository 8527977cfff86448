import { asObject, isObject } from '@audiate/checkpoints';
import { InputError, show } from '@audiate/protocol';

/**
 * A Keras model whose input takes any length, and the length that it was saved for.
 * @throws InputError where the input is no audio: `[batch, samples]` or `[batch, samples, 1]`.
 */
export function withFreeLength(topology: unknown): { readonly topology: object; readonly samples: number | undefined } {
  const free = structuredClone(asObject('modelTopology in model.json', topology));
  const lengths: (number | undefined)[] = [];
  visit(free, 0, (config) => {
    for (const key of ['batch_input_shape', 'batchInputShape', 'batch_shape']) {
      const shape = config[key];
      if (!Array.isArray(shape)) continue;
      if (shape.length < 2 || shape.length > 3 || (shape.length === 3 && shape[2] !== 1)) {
        throw new InputError(
          `the model's input has the shape ${show(shape)}; audio is [null, samples] or [null, samples, 1]`,
        );
      }
      lengths.push(typeof shape[1] === 'number' ? shape[1] : undefined);
      config[key] = [null, null, ...shape.slice(2)];
    }
  });
  if (lengths.length === 0) throw new InputError('the model in model.json does not tell the shape of its input');
  return { topology: free, samples: lengths[0] };
}

/** Deeper than models are within models. */
const MAX_DEPTH = 64;

function visit(value: unknown, depth: number, each: (config: Record<string, unknown>) => void): void {
  if (depth > MAX_DEPTH) throw new InputError(`modelTopology in model.json is more than ${MAX_DEPTH} objects deep`);
  if (Array.isArray(value)) for (const item of value) visit(item, depth + 1, each);
  if (!isObject(value)) return;
  each(value as Record<string, unknown>);
  for (const item of Object.values(value)) visit(item, depth + 1, each);
}
