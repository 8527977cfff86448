import { type Handlers, messageOf, serve } from '../protocol/serve.js';
import type { Call, Reply } from '../protocol/tasks.js';
import { codecOf } from './codec.js';
import { MAX_TASKS } from './limits.js';
import { outbox } from './outbox.js';
import { readCall } from './read-call.js';
import { wantedPieces } from './wanted-pieces.js';

/** Lists of a page's messages have fewer entries: the steps of a render. */
const MAX_ENTRIES = 10_000;

/** A line to a page that carries bytes. */
export interface Line {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  /** The page sent what it never does: the line is of no use. */
  hangUp(why: string): void;
}

/** The program's end of a line. */
export interface ServedLine {
  /** A message of the page. */
  take(bytes: Uint8Array): void;
  /** So many bytes have left. */
  sent(bytes: number): void;
  /** Tells the page what belongs to no task. */
  tell(reply: Reply): void;
  /** Stops all tasks; resolves when the last has ended. */
  stop(): Promise<void>;
}

/** Does the tasks of a page at the other end of a line. Of what comes nothing is believed. */
export function serveLine({ send, hangUp }: Line, handlers: Handlers): ServedLine {
  const wanted = wantedPieces((piece) => out.put(piece));
  const codec = codecOf({ files: { note: refuse, fileOf: wanted.fileOf }, maxEntries: MAX_ENTRIES });
  const out = outbox((message) => {
    const bytes = codec.encode(message);
    // It may be moved away.
    const { length } = bytes;
    send(bytes);
    return length;
  });
  let hear: (event: { readonly data: Call }) => void = () => {};
  const scope = {
    postMessage: (reply: Reply) => out.put(reply),
    addEventListener: (_: 'message', listener: (event: MessageEvent<Call>) => void) => {
      hear = listener as typeof hear;
    },
  };
  const serving = serve(scope, handlers);
  return {
    take(bytes) {
      let message: unknown;
      try {
        message = codec.decode(bytes);
        if (wanted.take(message)) return;
        const read = readCall(message);
        if ('fault' in read) return out.put(read);
        const isFull = 'task' in read.call && serving.underWay() >= MAX_TASKS;
        if (isFull) return out.put({ id: read.call.id, fault: `${MAX_TASKS} tasks are under way; wait for one` });
        hear({ data: read.call });
      } catch (error) {
        hangUp(`a message that can't be read: ${messageOf(error)}`);
      }
    },
    sent: out.sent,
    tell: out.put,
    async stop() {
      wanted.end();
      await serving.stop();
    },
  };
}

function refuse(): never {
  throw new Error('files are sent by the page only');
}
