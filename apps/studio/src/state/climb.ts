import { batch, type Signal } from '@preact/signals';
import { forgetState, keepState } from '../kept/kept-state.js';
import type { Client, Running } from '../protocol/client.js';
import type { Kept } from '../protocol/kept.js';
import type { Rendered } from '../protocol/rendered.js';
import type { Tasks } from '../protocol/tasks.js';
import type { Ears } from './ears.js';
import type { Form } from './form.js';
import { measureFromNow } from './longest-task.js';
import { isUnderWay, type Run } from './run.js';

/** What can be done with a render. */
export interface Climb {
  /** Begins to climb what the form asks for; or goes on with what was kept of it. Where it stands is kept. */
  play(form: Form, resume?: Kept): Promise<void>;
  pause(): void;
  goOn(): void;
  /** Ends it; resolves when it has ended. */
  stop(): Promise<void>;
}

interface Around {
  readonly client: Client;
  readonly run: Signal<Run>;
  readonly ears: Ears;
  /** Told what went wrong. */
  fail(error: unknown): void;
}

/** Climbs in the worker, and tells how it goes in a signal. */
export function climbing({ client, run, ears, fail }: Around): Climb {
  let task: Running<Rendered> | undefined;
  const change = (part: Partial<Run>) => {
    run.value = { ...run.value, ...part };
  };
  const onNews = ({ step, score, remainingMs, shown, kept }: Tasks['render']['news']) => {
    if (kept) void keepState(kept);
    if (shown) ears.hear(shown);
    const { phase, scores } = run.value;
    if (phase === 'starting') measureFromNow();
    change({
      ...(phase === 'starting' && { phase: 'climbing' }),
      scores: [...scoresBefore(scores, step), score],
      remainingMs,
      ...(shown && { shown }),
      ...(kept && { recipe: kept.state.recipe }),
    });
  };
  return {
    async play(form, resume) {
      if (isUnderWay(run.value)) return;
      run.value = { phase: 'starting', scores: [], form };
      if (!resume) void forgetState();
      task = client.start('render', { form, ...(resume && { resume }) }, { onNews });
      try {
        const rendered = await task.answer;
        const { shown, history, recipe } = rendered;
        batch(() => {
          change({ phase: 'ended', scores: history, rendered, shown, recipe });
          ears.hear(shown);
        });
      } catch (error) {
        change({ phase: 'ended' });
        fail(error);
      } finally {
        task = undefined;
      }
    },
    pause() {
      if (run.value.phase !== 'climbing') return;
      task?.control('pause');
      change({ phase: 'paused' });
    },
    goOn() {
      if (run.value.phase !== 'paused') return;
      task?.control('go');
      change({ phase: 'climbing' });
    },
    async stop() {
      task?.control('stop');
      await task?.answer.catch(() => undefined);
    },
  };
}

/** The scores of the steps before one; of a render that was resumed the first are not known yet. */
function scoresBefore(scores: readonly number[], step: number): number[] {
  return Array.from({ length: step - 1 }, (_, i) => scores[i] ?? Number.NaN);
}
