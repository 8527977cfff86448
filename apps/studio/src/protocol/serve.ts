import type { Call, Control, Reply, Tasks, TaskTable } from './tasks.js';

/** A task under way, as the one who does it sees it. */
export interface Job<News = never> {
  readonly signal: AbortSignal;
  isPaused(): boolean;
  /** Waits until it is not paused, or stopped. */
  unpaused(): Promise<void>;
  /** @param moved what the page gets without a copy. */
  tell(news: News, moved?: readonly Transferable[]): void;
}

/** Does the tasks. Arrays of an answer are copied. */
export type Handlers<All extends TaskTable<All> = Tasks> = {
  readonly [Name in keyof All]: (ask: All[Name]['ask'], job: Job<All[Name]['news']>) => Promise<All[Name]['answer']>;
};

interface Scope<All extends TaskTable<All>> {
  postMessage(reply: Reply, moved: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Call<All>>) => void): void;
}

/** What answers a page. */
export interface Serving {
  /** How many tasks are under way. */
  underWay(): number;
  /** Stops all tasks; resolves when the last has ended. */
  stop(): Promise<void>;
}

/** Answers the calls of a page. A call that has the id of a task under way is not one. */
export function serve<All extends TaskTable<All> = Tasks>(scope: Scope<All>, handlers: Handlers<All>): Serving {
  const controls = new Map<number, (control: Control) => void>();
  const working = new Set<Promise<void>>();
  scope.addEventListener('message', ({ data: call }) => {
    if ('control' in call) {
      controls.get(call.id)?.(call.control);
      return;
    }
    const { id, task, ask } = call;
    if (controls.has(id)) return;
    const { job, control } = jobOf((news, moved) => scope.postMessage({ id, news }, [...moved]));
    controls.set(id, control);
    const work = handlers[task] as (ask: unknown, job: Job<never>) => Promise<unknown>;
    const done = Promise.resolve()
      .then(() => work(ask, job))
      .then((answer) => scope.postMessage({ id, answer }, []))
      .catch((error) => scope.postMessage({ id, fault: messageOf(error) }, []))
      .finally(() => {
        controls.delete(id);
        working.delete(done);
      });
    working.add(done);
  });
  return {
    underWay: () => controls.size,
    async stop() {
      for (const control of controls.values()) control('stop');
      await Promise.all(working);
    },
  };
}

function jobOf(tell: (news: unknown, moved: readonly Transferable[]) => void) {
  const stop = new AbortController();
  let wake: (() => void) | undefined;
  let pause = Promise.resolve();
  const control = (told: Control) => {
    if (told === 'pause' && !wake && !stop.signal.aborted) {
      pause = new Promise((resolve) => {
        wake = resolve;
      });
      return;
    }
    if (told === 'pause') return;
    if (told === 'stop') stop.abort();
    wake?.();
    wake = undefined;
  };
  const job: Job<unknown> = {
    signal: stop.signal,
    isPaused: () => wake !== undefined,
    unpaused: () => pause,
    tell: (news, moved = []) => tell(news, moved),
  };
  return { job: job as Job<never>, control };
}

/** One sentence for the reader; the first line of what is no mistake of theirs. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]!.slice(0, 600);
}
