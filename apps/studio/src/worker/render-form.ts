import { type RenderState, renderSteps } from '@audiate/core';
import type { ModelAdapter } from '@audiate/protocol';
import type { Kept } from '../protocol/kept.js';
import type { Rendered } from '../protocol/rendered.js';
import type { Job } from '../protocol/serve.js';
import type { RenderAsk, StepNews } from '../protocol/tasks.js';
import { formToHash } from '../state/form-url.js';
import { partsOf } from './parts-of.js';
import { buffersOf, shownOf } from './shown.js';

/** A sound comes with a step as often as this. */
const SHOW_MS = 120;
/** Where the render stands is told as often as this. */
const KEEP_MS = 2000;

/** Climbs what a form asks for, step by step, so that it can be paused; where it stands is told, for a page that is opened again. */
export async function renderForm(
  { form, resume }: RenderAsk,
  model: ModelAdapter,
  job: Job<StepNews>,
): Promise<Rendered> {
  const { objective, options } = partsOf(form);
  const { fingerprint, sampleRate } = model;
  const name = formToHash(form);
  const keptOf = (state: RenderState): Kept => ({ form: name, fingerprint, state });
  const goesOn = resume?.form === name && resume.fingerprint === fingerprint;
  const steps = renderSteps(model, objective, {
    ...options,
    signal: job.signal,
    ...(goesOn && { resume: resume.state }),
  });
  const [often, seldom] = [every(SHOW_MS), every(KEEP_MS)];
  let next = await steps.next();
  for (; !next.done; next = await steps.next()) {
    const { step, total, remainingMs, audio, state } = next.value;
    const shown = often() ? shownOf(audio[0]!, sampleRate) : undefined;
    const stands = seldom() || job.isPaused() ? state() : undefined;
    const news = { step: step + 1, score: total[0]!, remainingMs, ...(stands && { kept: keptOf(stands) }) };
    job.tell({ ...news, ...(shown && { shown }) }, shown && buffersOf(shown));
    await job.unpaused();
  }
  const { audio, scores, best, stopped, history, engine, recipe, asleep, state } = next.value;
  const last = history.at(-1);
  if (last) job.tell({ step: history.length, score: last.total[0]!, remainingMs: 0, kept: keptOf(state) });
  return {
    form,
    audio: Float32Array.from(audio[0]!),
    sampleRate,
    score: scores[0]!,
    best: { step: best[0]!.step, score: best[0]!.score },
    stopped,
    history: history.map(({ total }) => total[0]!),
    engine,
    recipe,
    asleep: asleep[0]!,
    shown: shownOf(audio[0]!, sampleRate),
  };
}

/** Whether so many milliseconds have passed since it last was so; so at once. */
function every(ms: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < ms) return false;
    last = now;
    return true;
  };
}
