import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Client, Running } from '../protocol/client.js';
import type { EvaluateAsk, Evaluated, EvaluateNews } from '../protocol/evaluated.js';
import type { Run } from './run.js';

/** The card of the sound on stage, or how far it is. */
export interface Evaluation {
  readonly news?: EvaluateNews;
  readonly card?: Evaluated;
}

/** What can be done with the reliability card. */
export interface Evaluating {
  readonly evaluation: ReadonlySignal<Evaluation>;
  /** Begins to make the card of the sound on stage; nothing where there is none, or one is on its way. */
  evaluate(ask: Omit<EvaluateAsk, 'rendered'>): Promise<void>;
  stopEvaluating(): void;
}

interface Around {
  readonly client: Client;
  readonly run: Signal<Run>;
  /** Told what went wrong. */
  fail(error: unknown): void;
}

/** Makes reliability cards in the worker. A card leaves with its sound, and so does the work at it. */
export function evaluating({ client, run, fail }: Around): Evaluating {
  const evaluation = signal<Evaluation>({});
  let task: Running<Evaluated> | undefined;
  const stop = () => {
    task?.control('stop');
    task = undefined;
    evaluation.value = {};
  };
  let onStage = run.value.rendered;
  effect(() => {
    const { rendered } = run.value;
    if (rendered === onStage) return;
    onStage = rendered;
    stop();
  });
  return {
    evaluation,
    async evaluate(ask) {
      if (!onStage || task) return;
      const { form, audio, recipe } = onStage;
      evaluation.value = { news: { stage: 'begins', share: 0 } };
      const own: Running<Evaluated> = client.start(
        'evaluate',
        { ...ask, rendered: { form, audio, recipe } },
        {
          onNews(news) {
            if (task === own) evaluation.value = { news };
          },
        },
      );
      task = own;
      try {
        const card = await own.answer;
        if (task === own) evaluation.value = { card };
      } catch (error) {
        // One that was stopped has no answer.
        if (task !== own) return;
        evaluation.value = {};
        fail(error);
      } finally {
        if (task === own) task = undefined;
      }
    },
    stopEvaluating: stop,
  };
}
