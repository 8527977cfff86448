import { renderSteps } from '@audiate/core';
import type { ModelAdapter } from '@audiate/protocol';
import { forgetState, keepState, keptState } from '../kept/kept-state.js';
import type { Rendered } from '../protocol/rendered.js';
import type { Job } from '../protocol/serve.js';
import type { StepNews } from '../protocol/tasks.js';
import type { Form } from '../state/form.js';
import { formToHash } from '../state/form-url.js';
import { partsOf } from './parts-of.js';
import { buffersOf, shownOf } from './shown.js';

/** A sound comes with a step as often as this. */
const SHOW_MS = 120;
/** Where the render stands is kept as often as this. */
const KEEP_MS = 2000;

/** Climbs what a form asks for, step by step, so that it can be paused; where it stands is kept for a page that is opened again. */
export async function renderForm(
  { form, resume }: { readonly form: Form; readonly resume: boolean },
  model: ModelAdapter,
  job: Job<StepNews>,
): Promise<Rendered> {
  const { objective, options } = partsOf(form);
  const { fingerprint, sampleRate } = model;
  const name = formToHash(form);
  const kept = resume ? await keptState() : undefined;
  const goesOn = kept?.form === name && kept.fingerprint === fingerprint;
  if (!goesOn) await forgetState();
  const steps = renderSteps(model, objective, {
    ...options,
    signal: job.signal,
    ...(goesOn && { resume: kept.state }),
  });
  const [often, seldom] = [every(SHOW_MS), every(KEEP_MS)];
  let next = await steps.next();
  for (; !next.done; next = await steps.next()) {
    const { step, total, remainingMs, audio, state } = next.value;
    const shown = often() ? shownOf(audio[0]!, sampleRate) : undefined;
    const stands = seldom() || job.isPaused() ? state() : undefined;
    const news = { step: step + 1, score: total[0]!, remainingMs, ...(stands && { recipe: stands.recipe }) };
    job.tell({ ...news, ...(shown && { shown }) }, shown && buffersOf(shown));
    if (stands) await keepState({ form: name, fingerprint, state: stands });
    await job.unpaused();
  }
  const { audio, scores, best, stopped, history, engine, recipe, asleep, state } = next.value;
  await keepState({ form: name, fingerprint, state });
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
