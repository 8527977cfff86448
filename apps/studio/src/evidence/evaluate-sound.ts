import { evaluate, evaluationLines, type UnitStatistics } from '@audiate/evaluate';
import type { ModelAdapter } from '@audiate/protocol';
import type { EvaluateAsk, Evaluated, EvaluateNews } from '../protocol/evaluated.js';
import type { Job } from '../protocol/serve.js';
import type { ClipToRead } from './clip-to-read.js';
import { missingOf } from './missing-of.js';
import { readSpeech } from './read-speech.js';
import { unitOf } from './unit-of.js';

/** More speech is work without end for a page, and says little more. */
const MOST_SECONDS = 120;

/** What a sound is compared with. */
export interface Against {
  readonly clips: readonly ClipToRead[];
  /** Models that took no part in the render, by name. */
  readonly judges: Readonly<Record<string, ModelAdapter>>;
  /** What the model's units do on speech, where it was measured beforehand. */
  readonly statistics: UnitStatistics | undefined;
}

/**
 * A sound's reliability card, in plain data for the page.
 * @throws InputError where no recording could be heard, and as `evaluate` does; the signal's reason once it is stopped.
 */
export async function evaluateSound(
  model: ModelAdapter,
  { rendered, ascent }: Omit<EvaluateAsk, 'speech'>,
  { clips, judges, statistics }: Against,
  { signal, tell }: Pick<Job<EvaluateNews>, 'signal' | 'tell'>,
): Promise<Evaluated> {
  const { form, audio, recipe } = rendered;
  tell({ stage: 'reading speech', share: 0 });
  const reading = { sampleRate: model.sampleRate, mostSeconds: MOST_SECONDS, signal };
  const { speech, seconds, skipped } = await readSpeech(clips, reading);
  const [evaluation] = await evaluate(
    { audio: [audio], recipe },
    {
      ...{ model, judges, speech, ascent, signal },
      ...(statistics && { statistics }),
      ...(form.engine !== 'auto' && { engine: form.engine }),
      onProgress: ({ stage, done, of }) => tell({ stage, share: done / of }),
    },
  );
  const hasUnit = unitOf(form.target, model) !== undefined;
  return {
    verdict: evaluation!.verdict.words,
    lines: evaluationLines(evaluation!),
    ...{ seconds, recordings: speech.length, skipped },
    missing: missingOf(evaluation!, { hasUnit, hasJudge: Object.keys(judges).length > 0, seconds }),
  };
}
