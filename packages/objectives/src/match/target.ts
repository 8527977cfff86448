import { type Context, InputError, isSound, layerInfo, show } from '@audiate/protocol';
import { shortName } from '../units/vector.js';

/**
 * Activations to match, as `activations(model, clip, [layer])` of core answers them: `[batch, frames, channels]`,
 * row-major. One item stands for every item of the render's batch.
 */
export interface Target {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** A target that a term keeps. */
export interface OwnTarget extends Target {
  readonly items: number;
  readonly frames: number;
  readonly channels: number;
  /** How a description names it. */
  readonly short: string;
}

/**
 * A copy of a target, so that its spec stays true.
 * @throws InputError unless it is finite numbers of a shape `[batch, frames, channels]`, no item of them all 0.
 */
export function checkTarget(term: string, target: Target): OwnTarget {
  const { data, shape } = target ?? {};
  const counts = Array.isArray(shape) && shape.length === 3 && shape.every((n) => Number.isInteger(n) && n > 0);
  if (!(data instanceof Float32Array) || !counts || data.length !== shape[0] * shape[1] * shape[2]) {
    throw new InputError(
      `the target of ${term} must be { data: Float32Array, shape: [batch, frames, channels] } as activations() answers, ` +
        `got ${instead(target)}`,
    );
  }
  const copy = data.slice();
  const bad = copy.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new InputError(`the target of ${term} must be finite, got ${copy[bad]} at number ${bad}`);
  const [items, frames, channels] = shape as [number, number, number];
  for (let item = 0; item < items; item++) {
    const rows = copy.subarray(item * frames * channels, (item + 1) * frames * channels);
    if (rows.every((value) => value === 0)) {
      throw new InputError(`the target of ${term} is all 0 for item ${item}; choose a layer that the clip excites`);
    }
  }
  return { data: copy, shape: [...shape], items, frames, channels, short: shortName(copy) };
}

function instead(given: unknown): string {
  if (given instanceof Float32Array || isSound(given)) {
    return 'a clip; pass (await activations(model, clip, [layer]))[layer]';
  }
  const { data, shape } = (given ?? {}) as Partial<Target>;
  return data instanceof Float32Array ? `${data.length} numbers for shape [${String(shape)}]` : show(given);
}

/** @throws InputError when the layer has other channels, or the batch another size than the target. */
export function checkFit(term: string, { items, channels }: OwnTarget, layer: string, context: Context): void {
  const info = layerInfo(context.model, layer);
  if (channels !== info.channels) {
    throw new InputError(
      `the target of ${term} has ${channels} channels, ${layer} ${info.channels}; take activations of that layer`,
    );
  }
  if (items === 1 || items === context.batch) return;
  throw new InputError(
    `the target of ${term} has ${items} items for a batch of ${context.batch}; give one, or one for each item`,
  );
}

/** What a spec keeps of a target: the options of its term. */
export function targetOf({ data, shape }: OwnTarget): Target {
  return { data, shape };
}
