import type { Port } from '../protocol/client.js';
import type { Call, Reply } from '../protocol/tasks.js';
import { codecOf } from './codec.js';
import type { Piece, ToPage } from './messages.js';
import { sharedFiles } from './shared-files.js';

/** The program is the reader's own; a vocabulary has fewer entries. */
const MAX_ENTRIES = 1_000_000;

/** What is told where the program gave no reason; 1009 is the WebSocket's number of a message that was too large. */
const ENDED = 'audiate studio has ended; start it again and open the address that it prints';
const TOO_LARGE = 'what the page sent was larger than audiate studio takes; reload the page';

/**
 * A program at the other end of a WebSocket, as the page sees a worker; it tells in an event `close` why the line ended.
 * @param socket open, or about to be.
 */
export function socketPort(socket: WebSocket): Port {
  const files = sharedFiles();
  const codec = codecOf({
    files: {
      note: files.note,
      fileOf: () => {
        throw new Error('a file came from the program');
      },
    },
    maxEntries: MAX_ENTRIES,
  });
  const events = new EventTarget();
  socket.binaryType = 'arraybuffer';
  const waiting: Uint8Array<ArrayBuffer>[] = [];
  const send = (message: Call | Piece) => {
    const bytes = 'id' in message ? files.during(message.id, () => codec.encode(message)) : codec.encode(message);
    if (socket.readyState === socket.CONNECTING) waiting.push(bytes);
    else socket.send(bytes);
  };
  socket.addEventListener('open', () => {
    for (const bytes of waiting.splice(0)) socket.send(bytes);
  });
  socket.addEventListener('message', async ({ data }) => {
    const message = codec.decode(new Uint8Array(data as ArrayBuffer)) as ToPage;
    if ('piece' in message) return send(await files.pieceOf(message));
    if ('answer' in message || 'fault' in message) files.release(message.id);
    events.dispatchEvent(new MessageEvent<Reply>('message', { data: message }));
  });
  socket.addEventListener('close', ({ code, reason }) => {
    const why = reason || (code === 1009 ? TOO_LARGE : ENDED);
    events.dispatchEvent(new MessageEvent<string>('close', { data: why }));
  });
  return {
    postMessage: (call: Call) => send(call),
    addEventListener: (type, listener) => events.addEventListener(type, listener),
  };
}
