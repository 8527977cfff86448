import { batch, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Client, Running } from '../protocol/client.js';
import type { Loading, ModelFacts, ModelSource } from '../protocol/model.js';
import type { Shown } from '../protocol/sound.js';
import type { Rendered } from '../protocol/tasks.js';
import { fitTarget } from './fit-target.js';
import type { Form } from './form.js';
import { formToHash } from './form-url.js';
import { isUnderWay, NO_RUN, type Run } from './run.js';

/** All that the page shows, and what can be done. */
export interface Studio {
  readonly client: Client;
  readonly form: Signal<Form>;
  /** The open model. */
  readonly model: ReadonlySignal<ModelFacts | undefined>;
  /** How far a model that is being opened has come. */
  readonly opening: ReadonlySignal<{ readonly name: string; readonly loading?: Loading } | undefined>;
  readonly run: ReadonlySignal<Run>;
  /** What went wrong, in a sentence; undefined when all is well. */
  readonly fault: Signal<string | undefined>;
  change(part: Partial<Form>): void;
  open(source: ModelSource, name: string): Promise<void>;
  /** Begins to climb, or goes on with what was kept of the same form. */
  play(options?: { readonly resume: boolean }): Promise<void>;
  pause(): void;
  goOn(): void;
  stop(): void;
}

/** What the studio does with sounds. */
interface Ears {
  /** A sound that is forming, or has formed. */
  hear(shown: Shown): void;
}

/** A studio whose worker is at the other end of a client. */
export function createStudio(client: Client, start: Form, ears: Ears): Studio {
  const form = signal(start);
  const model = signal<ModelFacts | undefined>(undefined);
  const opening = signal<{ name: string; loading?: Loading } | undefined>(undefined);
  const run = signal<Run>(NO_RUN);
  const fault = signal<string | undefined>(undefined);
  let climbing: Running<Rendered> | undefined;

  const fail = (error: unknown) => {
    fault.value = error instanceof Error ? error.message : String(error);
  };
  effect(() => {
    const hash = `#${formToHash(form.value)}`;
    if (globalThis.location && location.hash !== hash) history.replaceState(null, '', hash);
  });

  const stop = () => climbing?.control('stop');
  return {
    client,
    form,
    model,
    opening,
    run,
    fault,
    change(part) {
      form.value = { ...form.value, ...part };
    },
    async open(source, name) {
      stop();
      opening.value = { name };
      fault.value = undefined;
      try {
        const { answer } = client.start('open', source, {
          onNews: (loading) => {
            opening.value = { name, loading };
          },
        });
        const facts = await answer;
        batch(() => {
          model.value = facts;
          run.value = NO_RUN;
          form.value = { ...form.value, model: name, target: fitTarget(form.value.target, facts) };
        });
      } catch (error) {
        fail(error);
      } finally {
        opening.value = undefined;
      }
    },
    async play({ resume } = { resume: false }) {
      if (isUnderWay(run.value) || !model.value) return;
      fault.value = undefined;
      const asked = form.value;
      run.value = { phase: 'starting', scores: [], form: formToHash(asked) };
      const task = client.start(
        'render',
        { form: asked, resume },
        {
          onNews({ step, score, remainingMs, shown }) {
            const { scores, phase, ...rest } = run.value;
            const known = scores.slice(0, step - 1);
            while (known.length < step - 1) known.push(Number.NaN);
            if (shown) ears.hear(shown);
            const next = phase === 'starting' ? 'climbing' : phase;
            run.value = { ...rest, phase: next, scores: [...known, score], remainingMs, ...(shown && { shown }) };
          },
        },
      );
      climbing = task;
      try {
        const rendered = await task.answer;
        ears.hear(rendered.shown);
        run.value = { ...run.value, phase: 'ended', scores: rendered.history, rendered, shown: rendered.shown };
      } catch (error) {
        run.value = { ...run.value, phase: 'ended' };
        fail(error);
      } finally {
        climbing = undefined;
      }
    },
    pause() {
      if (run.value.phase !== 'climbing') return;
      climbing?.control('pause');
      run.value = { ...run.value, phase: 'paused' };
    },
    goOn() {
      if (run.value.phase !== 'paused') return;
      climbing?.control('go');
      run.value = { ...run.value, phase: 'climbing' };
    },
    stop,
  };
}
