import { examples, scan } from '@audiate/dataset';
import { InputError, type ModelAdapter } from '@audiate/protocol';
import type { Moments, ShownMoment } from '../protocol/evidence.js';
import type { Target } from '../state/target.js';
import { shownOf } from '../worker/shown.js';
import { droppedClips } from './dropped-clips.js';
import { shippedClips } from './shipped-clips.js';
import { unitOf } from './unit-of.js';

/** Moments that are shown. */
const COUNT = 6;

interface Asked {
  readonly files: readonly File[] | 'shipped';
  readonly target: Target;
}

interface Watch {
  readonly signal: AbortSignal;
  tell(news: { readonly clips: number; readonly total: number }): void;
}

/**
 * The moments of sound files that drive a unit highest, each with its sound and the unit's activation over it.
 * @throws InputError for a text, which is no unit's, for too many files, and where none could be heard.
 */
export async function topMoments(model: ModelAdapter, { files, target }: Asked, watch: Watch): Promise<Moments> {
  const unit = unitOf(target, model);
  if (!unit) throw new InputError('a text is no unit; choose a unit or a token to look for it in recordings');
  const reading = { sampleRate: model.sampleRate, signal: watch.signal };
  const clips = files === 'shipped' ? shippedClips(reading) : droppedClips(files, reading);
  const skipped: string[] = [];
  let seconds = 0;
  const index = await scan(model, clips, {
    layers: [unit.layer],
    topK: COUNT,
    sampled: 1,
    signal: watch.signal,
    onProgress(progress) {
      seconds = progress.seconds;
      watch.tell({ clips: progress.clips, total: clips.length });
    },
    onSkip: ({ file, why }) => skipped.push(`${file}: ${why}`),
  });
  const { top } = await examples(index, { ...unit, count: COUNT, clips, model });
  const shown = top.flatMap(({ file, seconds: at, value, cut }): ShownMoment[] => {
    if (!cut) return [];
    const { samples, sampleRate: rate } = cut.sound;
    return [{ file, at, value, shown: shownOf(samples, rate), curve: cut.curve ?? [] }];
  });
  return { top: shown, seconds, skipped };
}
