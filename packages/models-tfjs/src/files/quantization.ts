import { asObject } from '@audiate/checkpoints';
import { checkChoice, InputError, listChoices, show } from '@audiate/protocol';
import type * as tf from '@tensorflow/tfjs';

/** Bytes of a number that is stored smaller than it is. */
export const QUANTIZED_BYTES = { float16: 2, uint8: 1, uint16: 2 } as const;

type Quantization = NonNullable<tf.io.WeightsManifestEntry['quantization']>;

/**
 * How the numbers of a weight were made smaller: as halves, or as whole numbers that stand for `scale` times themselves plus
 * `min`.
 * @param thing what errors call it. @param dtype the numbers that it stands for.
 * @throws InputError for another kind, one that cannot stand for such numbers, and for a scale or min that is not finite.
 */
export function parseQuantization(thing: string, given: unknown, dtype: string): Quantization {
  const { dtype: stored, scale, min } = asObject(thing, given);
  const kind = checkChoice(thing, stored, Object.keys(QUANTIZED_BYTES) as (keyof typeof QUANTIZED_BYTES)[]);
  const meant = kind === 'float16' ? ['float32'] : ['float32', 'int32'];
  if (!meant.includes(dtype)) {
    throw new InputError(`${thing} is ${kind}, which can stand for ${listChoices(meant)}, not for ${dtype}`);
  }
  if (kind === 'float16') return { dtype: kind };
  return { dtype: kind, scale: finite(thing, { scale }), min: finite(thing, { min }) };
}

function finite(thing: string, own: Readonly<Record<string, unknown>>): number {
  const [[key, value]] = Object.entries(own) as [[string, unknown]];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new InputError(`${thing} must have a finite number as ${key}, got ${show(value)}`);
}
