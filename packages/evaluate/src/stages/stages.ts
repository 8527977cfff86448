import { turn } from './turn.js';

/** A part of an evaluation, by the words of the card. */
export type EvaluationStage =
  | 'over seeds'
  | 'retention'
  | 'naturalness'
  | 'among speech'
  | 'judges'
  | 'baselines'
  | 'path similarity';

/** How far an evaluation has come. */
export interface EvaluateProgress {
  /** What is measured now. */
  readonly stage: EvaluationStage;
  /** Stages that are done; with a fraction in a stage that renders. */
  readonly done: number;
  readonly of: number;
}

/** An evaluation's way through its stages. */
export interface Stages {
  /** Begins a stage. @throws the signal's reason once it is aborted. */
  enter(stage: EvaluationStage): Promise<void>;
  /** Tells how much of the stage is done, 0 … 1. */
  within(share: number): void;
}

/** Counts the stages that will be entered. */
export function startStages(
  names: readonly EvaluationStage[],
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: (progress: EvaluateProgress) => void },
): Stages {
  const of = names.length;
  let now = -1;
  return {
    async enter(stage) {
      now = names.indexOf(stage);
      onProgress?.({ stage, done: now, of });
      await turn(signal);
    },
    within: (share) => onProgress?.({ stage: names[now]!, done: now + share, of }),
  };
}
