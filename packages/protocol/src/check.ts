import { InputError, listChoices } from './errors.js';

/** What a number must satisfy; bounds are inclusive unless the name says otherwise. */
export interface NumberRule {
  readonly min?: number;
  readonly max?: number;
  /** Exclusive lower bound. */
  readonly above?: number;
  /** Exclusive upper bound. */
  readonly below?: number;
  readonly integer?: boolean;
  /** Appended to the message: what to do about it. */
  readonly hint?: string;
}

/**
 * Returns `value` when it is a finite number within the rule.
 * @throws InputError naming the thing, its value and the allowed range.
 */
export function checkNumber(thing: string, value: unknown, rule: NumberRule = {}): number {
  const { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity, integer = false, hint } = rule;
  const ok =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= min &&
    value <= max &&
    value > above &&
    value < below &&
    (!integer || Number.isInteger(value));
  if (ok) return value;
  const bounds = [
    min > -Infinity ? `at least ${min}` : '',
    above > -Infinity ? `above ${above}` : '',
    max < Infinity ? `at most ${max}` : '',
    below < Infinity ? `below ${below}` : '',
  ].filter(Boolean);
  const wanted = `${integer ? 'a whole number' : 'a finite number'}${bounds.length ? ` ${bounds.join(' and ')}` : ''}`;
  throw new InputError(`${thing} must be ${wanted}, got ${show(value)}${hint ? `; ${hint}` : ''}`);
}

/**
 * Returns `value` when it is one of `choices`.
 * @throws InputError naming the thing, its value and the choices.
 */
export function checkChoice<T extends string>(thing: string, value: unknown, choices: readonly T[]): T {
  if (choices.includes(value as T)) return value as T;
  throw new InputError(`unknown ${thing} ${show(value)}; choose from ${listChoices(choices)}`);
}

/** A value as an error message shows it: quoted, cut at 60 characters. */
export function show(value: unknown): string {
  if (typeof value === 'number' || value === undefined || value === null || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`;
  return Array.isArray(value)
    ? `an array of ${value.length}`
    : typeof value === 'function'
      ? 'a function'
      : 'an object';
}

/** Whether a value is an array. `Array.isArray` would take a readonly list for something else: here it stays what it is. */
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
