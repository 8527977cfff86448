import { InputError } from '@audiate/protocol';
import type { NodeModules } from '../disk/node.js';
import { showBytes } from '../files/limits.js';
import { chunksOf } from '../web/chunks.js';
import { isTransient, type NotNow, patiently, retryAfterMs } from '../web/patience.js';
import type { ProgressMeter } from '../web/progress.js';
import { type Requests, send } from '../web/request.js';
import { checksum } from './checksum.js';
import type { PartialFile } from './partial-file.js';
import type { Refused, RemoteFile } from './remote-file.js';

/** What a transfer needs beside the file's facts. */
export interface TransferContext {
  readonly requests: Requests;
  readonly node: NodeModules;
  readonly meter: ProgressMeter;
  /** What errors call it: `model.safetensors of "facebook/wav2vec2-base"`. */
  readonly thing: string;
  /** The most bytes of a file whose server does not tell its size. */
  readonly limit: number;
  /** Why an answer gives nothing, to complete "…: ". */
  refusal(refused: Refused): string;
}

/** What came of asking once. */
type Outcome = { readonly whole: boolean } | { readonly never: string };

/**
 * Fetches what a partial file lacks, in as many requests as it takes, and checks size and hash of the whole. What an
 * earlier process left and turns out damaged is fetched once more from the start.
 * @throws InputError when it cannot be had whole; the signal's reason when it aborts.
 */
export async function transfer(file: RemoteFile, partial: PartialFile, context: TransferContext): Promise<void> {
  const { thing, requests, meter } = context;
  for (let anew = partial.size === 0; ; anew = true) {
    const outcome = await patiently(
      () => ask(file, partial, context),
      requests.signal,
      () => partial.size,
    );
    if ('again' in outcome) throw new InputError(`${thing} cannot be downloaded: ${outcome.again}`);
    if ('never' in outcome) throw new InputError(`${thing} cannot be downloaded: ${outcome.never}`);
    if (outcome.whole) return meter.finish();
    await partial.clear();
    if (anew) {
      throw new InputError(
        `${thing} arrived with another hash or size than its server tells and was thrown away; try again`,
      );
    }
  }
}

async function ask(file: RemoteFile, partial: PartialFile, context: TransferContext): Promise<Outcome | NotNow> {
  const { requests, meter, node, limit, refusal } = context;
  if (partial.size > (file.size ?? partial.size)) await partial.clear();
  const from = partial.size;
  const sum = checksum(file.etag, file.size, node);
  if (from > 0 && from === file.size) {
    await partial.feed(sum);
    return { whole: sum.matches() };
  }
  const headers = from > 0 ? { range: `bytes=${from}-` } : {};
  const reply = await send(file.url, { method: 'GET', headers }, requests);
  if ('unreachable' in reply) return { again: reply.unreachable };
  const { response } = reply;
  const { status } = response;
  if (status !== 200 && status !== 206) {
    await response.body?.cancel();
    const why = refusal({ status, code: response.headers.get('x-error-code'), host: new URL(reply.url).host });
    if (status === 416) await partial.clear();
    if (!isTransient(status) && status !== 416) return { never: why };
    return { again: why, afterMs: retryAfterMs(response.headers) };
  }
  if (from > 0 && !continues(response, from)) await partial.clear();
  if (partial.size === 0 && status === 206) {
    await response.body?.cancel();
    return { again: 'the server sends a part that was not asked for' };
  }
  await partial.feed(sum);
  meter.start(partial.size, file.size);
  const chunks = chunksOf(response, requests);
  try {
    for (;;) {
      const chunk = await chunks.next();
      if (chunk === 'broken') return { again: 'the connection breaks off' };
      if (chunk === 'end') break;
      const size = partial.size + chunk.length;
      if (file.size === undefined && size > limit) {
        await partial.clear();
        return { never: `it is longer than ${showBytes(limit)}, and its server does not tell its size` };
      }
      if (size > (file.size ?? limit)) return { whole: false };
      sum.add(chunk);
      await partial.append(chunk);
      meter.add(chunk.length);
    }
  } finally {
    await chunks.close();
  }
  if (partial.size < (file.size ?? 0)) return { again: 'the connection breaks off' };
  if (file.size !== undefined) return { whole: sum.matches() };
  const whole = checksum(file.etag, partial.size, node);
  await partial.feed(whole);
  return { whole: whole.matches() };
}

/** Whether a response goes on where the partial file ends. */
function continues({ status, headers }: Response, from: number): boolean {
  return status === 206 && (headers.get('content-range') ?? '').startsWith(`bytes ${from}-`);
}
