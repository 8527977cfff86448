import { batch, type Signal } from '@preact/signals';
import type { Client, Running } from '../protocol/client.js';
import type { Rendered } from '../protocol/rendered.js';
import type { Tasks } from '../protocol/tasks.js';
import type { Ears } from './ears.js';
import type { Form } from './form.js';
import { measureFromNow } from './longest-task.js';
import { isUnderWay, type Run } from './run.js';

/** What can be done with a render. */
export interface Climb {
  /** Begins to climb what the form asks for; or goes on with what was kept of it. */
  play(form: Form, options?: { readonly resume: boolean }): Promise<void>;
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
  const onNews = ({ step, score, remainingMs, shown, recipe }: Tasks['render']['news']) => {
    if (shown) ears.hear(shown);
    const { phase, scores } = run.value;
    if (phase === 'starting') measureFromNow();
    change({
      ...(phase === 'starting' && { phase: 'climbing' }),
      scores: [...scoresBefore(scores, step), score],
      remainingMs,
      ...(shown && { shown }),
      ...(recipe && { recipe }),
    });
  };
  return {
    async play(form, { resume } = { resume: false }) {
      if (isUnderWay(run.value)) return;
      run.value = { phase: 'starting', scores: [], form };
      task = client.start('render', { form, resume }, { onNews });
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
