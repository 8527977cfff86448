import { InputError } from '@audiate/protocol';

/** Numbers given in samples or in milliseconds. */
export type Duration<T> = { readonly samples: T; readonly ms?: never } | { readonly ms: T; readonly samples?: never };

/**
 * What was given, and in which unit.
 * @throws InputError when both or neither are given.
 */
export function durationOf<T>(thing: string, { samples, ms }: Duration<T>): { unit: 'samples' | 'ms'; value: T } {
  if (samples !== undefined && ms === undefined) return { unit: 'samples', value: samples };
  if (ms !== undefined && samples === undefined) return { unit: 'ms', value: ms };
  throw new InputError(`${thing} takes samples or ms, got ${samples === undefined ? 'neither' : 'both'}; give one`);
}

/** A duration in whole samples at a sample rate. */
export function wholeSamples(unit: 'samples' | 'ms', value: number, sampleRate: number): number {
  return Math.round(unit === 'ms' ? (value * sampleRate) / 1000 : value);
}
