import type { AtlasSource, SpeechExample, UnitRow } from '@audiate/atlas/open';
import type { Picture } from '../protocol/sound.js';
import type { Task } from '../protocol/tasks.js';
import type { ShownMap } from './map/shown-map.js';

interface Named {
  readonly layer: string;
  readonly unit: number;
}

/** All that the explorer's worker does. */
export interface MapTasks {
  readonly open: Task<AtlasSource, ShownMap>;
  readonly unit: Task<Named, UnitRow>;
  /** A FLAC file. */
  readonly sound: Task<Named, Uint8Array>;
  /** The stretches of speech that drive a unit most. */
  readonly examples: Task<Named, readonly SpeechExample[]>;
  /** The FLAC file of one of them. */
  readonly speech: Task<{ readonly stretch: number }, Uint8Array>;
  readonly picture: Task<{ readonly samples: Float32Array; readonly sampleRate: number }, Picture>;
}
