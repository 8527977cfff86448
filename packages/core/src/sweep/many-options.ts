import type { Objective } from '@audiate/protocol';
import type { Recipe } from '../recipe/recipe.js';
import type { Stopped } from '../record/record.js';
import type { RenderStep } from '../record/result.js';
import type { RenderOptions } from '../render/options.js';
import type { FileLevel } from '../saved/file-level.js';

/** Options of {@link renderMany}: those of a render, for every target alike, and these. */
export interface ManyOptions extends Omit<RenderOptions, 'batch' | 'resume' | 'onStep'>, FileLevel {
  /**
   * Where sounds, pictures, records and the page go, and where an earlier run left them; made if need be. Nothing is
   * written unless given. One program at a time.
   */
  readonly folder?: string;
  /** How many targets of like structure are rendered side by side, as `objectives.each`; 8. */
  readonly batch?: number;
  /**
   * What is asked of the sounds of a batch together, beside each one's own target: terms that compare them, such as
   * `diversity(layer)`. A target that is given `batch` times in a row, by so many names, is then rendered in so many ways; given
   * more often, with or without `together`, it gets the same sounds again, as each batch draws alike. It counts for the scores.
   * Nothing unless given.
   */
  readonly together?: Objective;
  /**
   * How many batches are rendered at once, or `auto`, the number that makes most steps a second here; 1. Each has a thread of
   * ONNX Runtime of its own (a lane) and an equal share of the cores, so that one computes where another waits. It pays on many
   * cores, and where sounds are made apart from the model. Each lane holds the weights once more. A program of fewer threads may differ in the last digits: bits are
   * those of a number of lanes, and a record's recipe tells the threads. In a folder that an earlier run began, `auto` takes
   * the number of that run. Other engines compute in the thread of the caller: they gain nothing.
   */
  readonly concurrency?: number | 'auto';
  /** How often the state of each batch under way is written, against a kill; 60. */
  readonly saveEverySeconds?: number;
  /** Heading of the page; model and count of targets unless given. */
  readonly title?: string;
  /** A paragraph below the heading. */
  readonly intro?: string;
  /** Order of the cards: by `score`, highest first (unless given), or as the targets were `given`. */
  readonly sort?: 'score' | 'given';
  /** Called after every step of every batch, one call at a time, and awaited when it returns a promise. */
  readonly onStep?: (step: ManyStep) => void | Promise<void>;
}

/** What a sweep tells after each step of a batch: items of the step are the `targets`, in their order. */
export interface ManyStep extends Omit<RenderStep, 'result'>, ManyProgress {
  /** What each item of the batch climbs. */
  readonly targets: readonly string[];
}

/** How far a sweep has come. */
export interface ManyProgress {
  /** Targets that are finished, found in the folder or rendered, of how many. */
  readonly done: number;
  readonly of: number;
  /** Milliseconds since the sweep began, and an estimate of what is left; NaN until a step was made. */
  readonly elapsedMs: number;
  readonly remainingMs: number;
}

/** What a sweep found for one target. */
export interface ManyFind extends ManyProgress {
  /** The name of its files in the folder, without their endings. */
  readonly name: string;
  /** What was climbed: `channel(conv.5, 3)`. */
  readonly target: string;
  /** Its index among the targets given, from 0. */
  readonly index: number;
  /** The last sound, `[samples]`, linear amplitude at the param's own level. */
  readonly audio: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
  /** The score of the sound on the raw audio, without transforms. */
  readonly score: number;
  /** The highest such score on the way, and after how many updates it was seen. */
  readonly best: { readonly step: number; readonly score: number };
  readonly stopped: Stopped;
  /** The total of each step; NaN where it is not finite. */
  readonly curve: readonly number[];
  /** What makes it again by `replay`: the render of its whole batch, in which it is this item. */
  readonly recipe: Recipe;
  readonly item: number;
  /** Whether an earlier run left it in the folder. */
  readonly found: boolean;
}

/** How a sweep ended. */
export interface ManyEnd {
  readonly stopped: 'done' | 'aborted';
  readonly done: number;
  readonly of: number;
}
