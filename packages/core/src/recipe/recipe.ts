import type { Schedule, Spec } from '@audiate/protocol';
import type { EngineName, EngineSettings } from '../engines/engine.js';
import type { RenderSettings } from '../settings/settings.js';

/** The settings of a render as JSON: parts by their specs. */
export type RecordedSettings = {
  readonly [Name in keyof RenderSettings]: RenderSettings[Name] extends { readonly spec: Spec }
    ? Spec
    : RenderSettings[Name];
};

/** Everything that made a sound, as JSON: `replay` makes it again, bit for bit in the same environment. */
export interface Recipe extends RecordedSettings {
  readonly format: 1;
  readonly model: { readonly name: string; readonly fingerprint: string; readonly sampleRate: number };
  readonly objective: readonly {
    readonly weight: Schedule;
    readonly description: string;
    readonly term: Spec;
  }[];
  readonly environment: Environment;
}

/** All of a recipe but where it was made. */
export type Instructions = Omit<Recipe, 'environment'>;

/** What bit-equality depends on beside the seed. */
export interface Environment {
  readonly engine: EngineName;
  readonly engineDetail: string;
  readonly threads: number;
  /** What was asked of the engine beyond its name. */
  readonly engineSettings?: EngineSettings;
  readonly audiate: string;
  readonly tfjs: string;
  /** `node v20.20.2` or a browser's user agent. */
  readonly runtime: string;
  /** The CPU's model name where the runtime tells it. */
  readonly cpu: string;
}
