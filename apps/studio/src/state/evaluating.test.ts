import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Client } from '../protocol/client.js';
import type { Evaluated, EvaluateNews } from '../protocol/evaluated.js';
import { evaluating } from './evaluating.js';
import { NO_RUN, type Run } from './run.js';

/** An answer that is given later. */
function answering() {
  let resolve!: (card: Evaluated) => void;
  let reject!: (fault: Error) => void;
  const promise = new Promise<Evaluated>((done, fail) => {
    [resolve, reject] = [done, fail];
  });
  return { promise, resolve, reject };
}

/** A worker whose answers the test gives. */
function stage() {
  const run = signal<Run>({ ...NO_RUN, phase: 'ended', rendered: { audio: new Float32Array(1) } as never });
  const tasks: {
    asked: unknown;
    controls: string[];
    news(news: EvaluateNews): void;
    end: ReturnType<typeof answering>;
  }[] = [];
  const client = {
    start(_: string, asked: unknown, { onNews }: { onNews(news: EvaluateNews): void }) {
      const task = { asked, controls: [] as string[], news: onNews, end: answering() };
      tasks.push(task);
      return { answer: task.end.promise, control: (control: string) => task.controls.push(control) };
    },
  } as unknown as Client;
  const faults: unknown[] = [];
  const state = evaluating({ client, run, fail: (error) => faults.push(error) });
  return { run, tasks, faults, state };
}

const ASK = { speech: 'shipped', ascent: false } as const;
const CARD = { verdict: 'excited' } as Evaluated;

test('one card at a time, with its news on the way', async () => {
  const { tasks, state } = stage();
  const made = state.evaluate(ASK);
  await state.evaluate(ASK);
  expect(tasks).toHaveLength(1);
  tasks[0]!.news({ stage: 'retention', share: 0.2 });
  expect(state.evaluation.value).toEqual({ news: { stage: 'retention', share: 0.2 } });
  tasks[0]!.end.resolve(CARD);
  await made;
  expect(state.evaluation.value).toEqual({ card: CARD });
});

test('a card leaves with its sound, and so does the work at it', async () => {
  const { run, tasks, faults, state } = stage();
  const made = state.evaluate(ASK);
  run.value = { ...NO_RUN, phase: 'starting' };
  expect(tasks[0]!.controls).toEqual(['stop']);
  tasks[0]!.news({ stage: 'judges', share: 0.5 });
  tasks[0]!.end.reject(new Error('it was aborted'));
  await made;
  expect([state.evaluation.value, faults]).toEqual([{}, []]);
  await state.evaluate(ASK);
  expect(tasks).toHaveLength(1);
});

test('after a stop the next one is made, whatever the first one answers; a fault is told', async () => {
  const { tasks, faults, state } = stage();
  const first = state.evaluate(ASK);
  state.stopEvaluating();
  const second = state.evaluate(ASK);
  tasks[0]!.end.resolve(CARD);
  await first;
  expect(state.evaluation.value.card).toBeUndefined();
  tasks[1]!.end.reject(new Error('no recording could be heard'));
  await second;
  expect(faults).toEqual([new Error('no recording could be heard')]);
  expect(state.evaluation.value).toEqual({});
});
