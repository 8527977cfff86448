import { type CardContent, page } from '@audiate/media';
import type { WriteAsk } from '../protocol/written.js';
import { showTarget } from '../state/target.js';

/** A page of one file with a sound, its spectrogram, what is heard in it, how far to trust it, and how it was made. */
export function pageOf({ rendered, lanes, card: made }: Omit<WriteAsk, 'kind'>): string {
  const { form, audio, sampleRate, score, best, stopped, history, engine, asleep } = rendered;
  const title = `${showTarget(form.target)} of ${form.model}`;
  const card: CardContent = {
    title,
    ...(asleep.length > 0 && { description: `Asleep to the end: ${asleep.join(', ')}.` }),
    audio,
    sampleRate,
    lanes,
    facts: [
      { name: 'score', value: score },
      { name: 'best on the way', value: `${best.score.toPrecision(4)} after ${best.step} steps` },
      { name: 'seed', value: form.seed },
      { name: 'ended', value: `${stopped} after ${history.length} of ${form.steps} steps` },
      { name: 'param', value: form.param },
      { name: 'transforms', value: form.transforms },
      { name: 'engine', value: `${engine.name}: ${engine.detail}` },
      ...(made
        ? [{ name: 'verdict', value: made.verdict }, ...made.lines.map(({ name, value }) => ({ name, value }))]
        : []),
    ],
    curve: history.flatMap((value, step) => (Number.isFinite(value) ? [{ step, score: value }] : [])),
  };
  return page({
    title,
    intro: 'Found by gradient ascent in the audiate studio. Nothing here was recorded.',
    cards: [card],
  });
}
