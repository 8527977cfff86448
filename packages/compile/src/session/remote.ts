import { piecesOf } from './apart.js';
import type { Fed, Host } from './host.js';
import type { Answers, Call, Reply, Request } from './messages.js';
import type { WebSettings } from './web-settings.js';

/** A thread on the other side: Node's and a page's have other names for the same. */
export interface Thread {
  post(call: Call, moved: ArrayBuffer[]): void;
  /** Told when something is asked of it and when all is answered. */
  busy?(waiting: boolean): void;
  terminate(): unknown;
}

interface Waiting {
  answer(answer: Answers[keyof Answers]): void;
  fail(error: Error): void;
}

/** The near end of a conversation with a thread. */
export interface Line {
  ask<T extends Request['task']>(request: Request & { task: T }, moved?: ArrayBuffer[]): Promise<Answers[T]>;
  /** Takes what the thread says. */
  hear(reply: Reply): void;
  /** Refuses all that was and will be asked. */
  end(why: string): void;
  /** Why it has ended; undefined while it goes on. */
  ended(): string | undefined;
  terminate(): unknown;
}

/** Asks a thread, by numbered calls. */
export function lineTo(thread: Thread): Line {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let ended: string | undefined;
  const end = (why: string) => {
    ended ??= why;
    for (const { fail } of waiting.values()) fail(gone(ended));
    waiting.clear();
  };
  return {
    ask: (request, moved = []) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(gone(ended));
        const call: Call = { ...request, call: calls++ };
        thread.post(call, moved);
        waiting.set(call.call, { answer: resolve as Waiting['answer'], fail: reject });
        thread.busy?.(true);
      }),
    hear(reply) {
      if ('lost' in reply) {
        end(reply.lost);
        thread.terminate();
        return;
      }
      const asked = waiting.get(reply.call);
      waiting.delete(reply.call);
      if (waiting.size === 0) thread.busy?.(false);
      if ('error' in reply) asked?.fail(new Error(reply.error));
      else asked?.answer(reply.answer);
    },
    end,
    ended: () => ended,
    terminate: thread.terminate,
  };
}

/**
 * ONNX Runtime at the other end of a line.
 * @throws Error when it does not load there.
 */
export async function openRemote(
  line: Line,
  { runtime, web, ...facts }: { runtime: string; web?: WebSettings } & Pick<Host, 'where' | 'threads'>,
): Promise<Host> {
  const opened = await line.ask({ task: 'open', ...(web && { web }) }).catch(async (error) => {
    const why = line.ended();
    await line.terminate();
    throw why === undefined ? error : new Error(why);
  });
  let programs = 0;
  return {
    ...facts,
    runtime: `${runtime} ${opened.version}`,
    providers: opened.providers,
    sharesArrays: false,
    lost: () => line.ended() !== undefined,
    async load(model, options, weights) {
      const program = programs++;
      // Each is answered before the next is made: the caller's thread goes on in between.
      for (const piece of weights ? piecesOf(weights) : []) {
        const { location, size } = weights!;
        await line.ask({ task: 'weights', program, location, size, ...piece }, [piece.bytes.buffer]);
      }
      await line.ask({ task: 'load', program, model, options }, movedOf(model));
      return {
        run(feeds) {
          const copies = copied(feeds);
          return line.ask({ task: 'run', program, feeds: copies }, buffersOf(copies));
        },
        async release() {
          // Where the thread ends meanwhile, the program is gone with it.
          await line.ask({ task: 'release', program }).catch((error) => {
            if (line.ended() === undefined) throw error;
          });
        },
      };
    },
  };
}

/** A model's bytes are written for this thread alone: they move, unless they are a part of something larger. */
function movedOf(model: string | Uint8Array): ArrayBuffer[] {
  const whole = typeof model !== 'string' && model.byteLength === model.buffer.byteLength;
  return whole ? [model.buffer as ArrayBuffer] : [];
}

/** The caller keeps its arrays: copies are moved. A view would take the whole array below it along. */
function copied(feeds: Readonly<Record<string, Fed>>): Record<string, Fed> {
  return Object.fromEntries(Object.entries(feeds).map(([name, fed]) => [name, { ...fed, data: fed.data.slice() }]));
}

function buffersOf(feeds: Readonly<Record<string, Fed>>): ArrayBuffer[] {
  return Object.values(feeds).map(({ data }) => data.buffer as ArrayBuffer);
}

function gone(why: string): Error {
  return new Error(
    `the worker thread of ONNX Runtime ended (${why}) and took its programs with it; compile or render again, which ` +
      'starts a new thread (a render goes on from the state of its last result)',
  );
}
