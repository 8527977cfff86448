import type { Call, Control, Reply, Tasks, TaskTable } from './tasks.js';

/** A task under way in the worker. */
export interface Running<Answer> {
  /** Rejects with an Error whose message is for the reader. */
  readonly answer: Promise<Answer>;
  control(control: Control): void;
}

/** The worker, as the page sees it. */
export interface Client<All extends TaskTable<All> = Tasks> {
  start<Name extends keyof All>(
    task: Name,
    ask: All[Name]['ask'],
    options?: { readonly onNews?: (news: All[Name]['news']) => void; readonly moved?: readonly Transferable[] },
  ): Running<All[Name]['answer']>;
}

/** A worker that the page can end. */
export interface EndableClient<All extends TaskTable<All> = Tasks> extends Client<All> {
  /** Ends the worker by force: what is under way, and what is asked later, rejects for this reason. */
  end(why: string): void;
}

/** What a client needs of a worker, or of what stands for one: that may tell in an event `close` that it has ended, and why. */
export interface Port {
  postMessage(call: object, moved: Transferable[]): void;
  addEventListener(type: 'message' | 'error' | 'close', listener: (event: Event) => void): void;
  /** Ends it by force, as a worker's does; what can't be ended so has none. */
  terminate?(): void;
}

interface Waiting {
  onNews(news: unknown): void;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Who is told what belongs to no task, in a sentence. */
export interface Told {
  onWarning?(warning: string): void;
  /** Why the other end is gone. */
  onEnd?(why: string): void;
}

/** Speaks to a worker that {@link serve}s. */
export function clientOf<All extends TaskTable<All> = Tasks>(
  port: Port,
  { onWarning, onEnd }: Told = {},
): EndableClient<All> {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let ended: Error | undefined;
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  port.addEventListener('message', (event) => {
    const reply = (event as MessageEvent<Reply>).data;
    if ('warning' in reply) return onWarning?.(reply.warning);
    const task = waiting.get(reply.id);
    if (!task) return;
    if ('news' in reply) return task.onNews(reply.news);
    waiting.delete(reply.id);
    if ('fault' in reply) task.reject(new Error(reply.fault));
    else task.resolve(reply.answer);
  });
  port.addEventListener('error', (event) => {
    event.preventDefault();
    const why = (event as ErrorEvent).message || 'its script does not load';
    failAll(new Error(`the worker failed: ${why}; reload the page`));
  });
  port.addEventListener('close', (event) => {
    ended = new Error(String((event as MessageEvent).data));
    failAll(ended);
    onEnd?.(ended.message);
  });
  return {
    start(task, ask, { onNews = () => {}, moved = [] } = {}) {
      last += 1;
      const id = last;
      const answer = new Promise<never>((resolve, reject) => {
        if (ended) return reject(ended);
        waiting.set(id, { onNews: onNews as Waiting['onNews'], resolve: resolve as Waiting['resolve'], reject });
      });
      const send = (call: Call<All>) => port.postMessage(call, 'task' in call ? [...moved] : []);
      send({ id, task, ask } as Call<All>);
      return { answer, control: (control) => send({ id, control }) };
    },
    end(why) {
      port.terminate?.();
      ended = new Error(why);
      failAll(ended);
    },
  };
}
