import type { Schedule, Spec } from '@audiate/protocol';
import type { EngineName, EngineSettings } from '../engines/engine.js';
import type { Plateau } from '../loop/plateau.js';

/** Everything that made a sound, as JSON: `replay` makes it again, bit for bit in the same environment. */
export interface Recipe {
  readonly format: 1;
  readonly model: { readonly name: string; readonly fingerprint: string; readonly sampleRate: number };
  readonly objective: readonly {
    readonly weight: Schedule;
    readonly description: string;
    readonly term: Spec;
  }[];
  readonly param: Spec;
  readonly transforms: Spec;
  readonly draws: number;
  readonly optimizer: Spec;
  readonly learningRate: Schedule;
  readonly samples: number;
  readonly batch: number;
  readonly steps: number;
  readonly seed: number;
  readonly every: number;
  readonly snapshots: readonly number[];
  /** Absent where the render may not end early. */
  readonly plateau?: Required<Plateau>;
  /** Absent where there is one climb. */
  readonly restarts?: number;
  /** Absent where the model hears the whole batch at once. */
  readonly chunk?: number;
  readonly environment: Environment;
}

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
