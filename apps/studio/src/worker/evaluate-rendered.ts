import { droppedClips } from '../evidence/dropped-clips.js';
import { evaluateSound } from '../evidence/evaluate-sound.js';
import { shippedClips } from '../evidence/shipped-clips.js';
import { statisticsOf } from '../evidence/speech-range.js';
import type { Openers } from '../models/open-model.js';
import type { Opened } from '../models/opened.js';
import type { EvaluateAsk, Evaluated, EvaluateNews } from '../protocol/evaluated.js';
import type { Job } from '../protocol/serve.js';

/** A sound's reliability card, by what the studio has: its recordings, and of an embedded model the other one as a judge. */
export async function evaluateRendered(
  { opened, openEmbedded }: Pick<Openers, 'openEmbedded'> & { readonly opened: Opened },
  { speech, ...ask }: EvaluateAsk,
  job: Job<EvaluateNews>,
): Promise<Evaluated> {
  const { model, loader, dictionary } = opened;
  const reading = { sampleRate: model.sampleRate, signal: job.signal };
  const clips = speech === 'shipped' ? shippedClips(reading) : droppedClips(speech, reading);
  const statistics = await statisticsOf(opened);
  const name = (dictionary?.of ?? model.name) === 'tiny' ? 'tinyB' : 'tiny';
  const judge = loader === 'embedded' ? await openEmbedded(name) : undefined;
  try {
    return await evaluateSound(model, ask, { clips, judges: judge ? { [name]: judge } : {}, statistics }, job);
  } finally {
    judge?.dispose();
  }
}
