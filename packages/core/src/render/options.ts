import { checkKeys, checkSignal, InputError, show } from '@audiate/protocol';
import type { EngineOptions } from '../engines/engine-options.js';
import type { RenderStep } from '../record/result.js';
import type { RenderState } from '../record/state.js';
import { type GivenSettings, type RenderSettings, settingNames } from '../settings/settings.js';

/** Options of {@link render} and {@link renderSteps}: its settings, and how it is run and watched. */
export interface RenderOptions extends GivenSettings, EngineOptions {
  /** Ends the render within one step; it resolves with what exists, `stopped: 'aborted'`. */
  readonly signal?: AbortSignal;
  /** Called after every step, and awaited when it returns a promise; what it throws rejects the render. */
  readonly onStep?: (step: RenderStep) => void | Promise<void>;
  /** A result's state: the render goes on where it ended, bit-equal to one that never stopped. */
  readonly resume?: RenderState;
}

/** What is no setting: it leaves no mark on the sound, or none of its own. */
const BESIDE: Readonly<Record<Exclude<keyof RenderOptions, keyof RenderSettings>, true>> = {
  seconds: true,
  engine: true,
  device: true,
  signal: true,
  onStep: true,
  resume: true,
};

/**
 * Checks that options are options, and those that no part of the plan checks: `signal` and `onStep`.
 * @param known names that are options here beside, or instead of, those of a render.
 * @throws InputError naming an unknown key and the nearest known one, or the option and its value.
 */
export function checkOptions<O extends Pick<RenderOptions, 'signal'> & { readonly onStep?: unknown }>(
  thing: string,
  options: O,
  known: readonly string[] = optionNames(),
): O {
  const { signal, onStep } = checkKeys(thing, options, known);
  checkSignal(signal);
  if (onStep !== undefined && typeof onStep !== 'function') {
    throw new InputError(`onStep must be a function, got ${show(onStep)}`);
  }
  return options;
}

/** The options of a render but some. */
export function optionNames(without: readonly (keyof RenderOptions)[] = []): string[] {
  return [...settingNames, ...Object.keys(BESIDE)].filter((name) => !(without as readonly string[]).includes(name));
}
