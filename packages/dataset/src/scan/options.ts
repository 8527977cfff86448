import type { EngineOptions } from '@audiate/core';
import { checkKeys, checkNumber, InputError, isList, layerInfo, type ModelAdapter, show } from '@audiate/protocol';
import { hearsPadded } from '../hearing/listeners.js';
import { MAX_CHANNELS, MAX_KEPT, MAX_MOMENTS, MAX_WINDOW_SECONDS } from '../index-file/check-facts.js';
import type { ScanSettings, Skip } from '../index-file/facts.js';

/** Options of `scan`. */
export interface ScanOptions<L extends string = string> extends EngineOptions {
  /** Layers whose units are looked at. */
  readonly layers: readonly L[];
  /** Highest and lowest moments that are kept of each unit; 16. */
  readonly topK?: number;
  /** Windows of the uniform sample, from which the middle of the range is shown; 64. */
  readonly sampled?: number;
  /** Longest stretch of a clip that is heard at once, in seconds; 10. Longer clips are heard piece by piece. */
  readonly window?: number;
  /**
   * The end of a clip beyond the last whole multiple of this, in seconds, is not heard; 0, which hears every sample, for models with
   * `forwardPadded`, else 0.1. Few different lengths make few programs on the engine `onnxruntime`, each of which costs
   * seconds for a large model.
   */
  readonly grid?: number;
  /**
   * Windows that are heard at once, of nearly one length where the model has `forwardPadded`, else of the same; 1, which is as fast
   * on a processor. A GPU gains by more.
   */
  readonly batch?: number;
  /**
   * A folder for `index.parquet`, and while the scan runs for what a killed one goes on from; made if need be. Nothing is
   * written unless given. One program at a time.
   */
  readonly out?: string;
  /**
   * How often the state is written, against a kill; 60. What is written ends between two clips: of a clip of hours nothing is
   * kept until it was heard to its end.
   */
  readonly saveEverySeconds?: number;
  /** How many clips there are, for the time that is left; the length of a list unless given. */
  readonly total?: number;
  /** Called after every group of clips, and awaited when it returns a promise. */
  readonly onProgress?: (progress: ScanProgress) => void | Promise<void>;
  /** Called for every clip, or piece of one, that could not be heard. */
  readonly onSkip?: (skip: Skip) => void;
  /**
   * Ends the scan after the group of clips, or the two minutes of a longer one, under way. What was heard is answered; in `out`
   * all is kept up to the last place between two clips, and a clip that was heard in part is heard again.
   */
  readonly signal?: AbortSignal;
}

/** How far a scan has come. */
export interface ScanProgress {
  /** Clips that were heard or skipped, also before a kill. */
  readonly clips: number;
  /** Of how many, where that is known. */
  readonly total?: number;
  /** Seconds of sound that were heard. */
  readonly seconds: number;
  /** Clips, or pieces of them, that could not be heard. */
  readonly skipped: number;
  /** Milliseconds since the scan began, and an estimate of what is left; NaN where the total is not known. */
  readonly elapsedMs: number;
  readonly remainingMs: number;
}

/** Options that were checked. */
export interface ScanPlan {
  readonly settings: ScanSettings;
  readonly layers: readonly string[];
  readonly batch: number;
  readonly saveEverySeconds: number;
  /** `window` and `grid` in samples; the grid at least 1. */
  readonly windowSamples: number;
  readonly gridSamples: number;
}

const KEYS = [
  'layers',
  'topK',
  'sampled',
  'window',
  'grid',
  'batch',
  'engine',
  'device',
  'out',
  'saveEverySeconds',
  'total',
  'onProgress',
  'onSkip',
  'signal',
] as const;
const DEFAULT_GRID = 0.1;

/** @throws InputError for an unknown option, layer or a number out of range. */
export function planScan(model: ModelAdapter, options: ScanOptions): ScanPlan {
  const given = checkKeys('options of scan', options, KEYS);
  const { layers, topK = 16, sampled = 64, window = 10, batch = 1, saveEverySeconds = 60 } = given;
  const { grid = hearsPadded(model, window * model.sampleRate) ? 0 : Math.min(DEFAULT_GRID, window) } = given;
  if (!isList(layers) || layers.length === 0) {
    throw new InputError(`layers must be a list of at least one layer name, got ${show(layers)}`);
  }
  const settings = {
    window: checkNumber('window', window, { min: model.minSamples / model.sampleRate, max: MAX_WINDOW_SECONDS }),
    grid: checkNumber('grid', grid, { min: 0, max: window, hint: 'in seconds, not longer than window' }),
    topK: checkNumber('topK', topK, { min: 1, max: MAX_KEPT, integer: true }),
    sampled: checkNumber('sampled', sampled, { min: 1, max: MAX_KEPT, integer: true }),
  };
  for (const layer of layers) {
    const { channels } = layerInfo(model, layer);
    const most = Math.min(MAX_CHANNELS, Math.floor(MAX_MOMENTS / settings.topK));
    checkNumber(`units of ${layer}`, channels, {
      max: most,
      hint: `with topK ${settings.topK}; a smaller one takes more`,
    });
  }
  return {
    settings,
    layers: [...new Set(layers)],
    batch: checkNumber('batch', batch, { min: 1, integer: true }),
    saveEverySeconds: checkNumber('saveEverySeconds', saveEverySeconds, { min: 0 }),
    windowSamples: Math.round(window * model.sampleRate),
    gridSamples: Math.max(1, Math.round(grid * model.sampleRate)),
  };
}
