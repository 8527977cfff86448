import { checkChoice, InputError, show } from '@audiate/protocol';
import { DEVICES, type Device } from './device.js';
import type { EngineChoice } from './engine.js';

/** The options that say what runs a model: one of the two, or neither. */
export interface EngineOptions {
  /** What runs the model, by name or with settings; `auto`, the fastest that starts here. */
  readonly engine?: EngineChoice | undefined;
  /** Where it runs: `auto`, `cpu`, `cuda` or `webgpu`. A GPU that is not there is an error that says what to install. */
  readonly device?: Device | undefined;
}

/**
 * The engine that options ask for; undefined where they ask for none.
 * @throws InputError for both an engine and a device, and for a device that there is not.
 */
export function engineOf({ engine, device }: EngineOptions): EngineChoice | undefined {
  if (device === undefined) return engine;
  checkChoice('device', device, DEVICES);
  if (engine === undefined) return device === 'auto' ? 'auto' : { device };
  throw new InputError(
    `engine and device both say what runs the model, got ${show(engine)} and ${show(device)}; leave one out`,
  );
}
