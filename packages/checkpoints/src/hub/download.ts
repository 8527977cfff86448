import { InputError } from '@audiate/protocol';
import { showBytes } from '../files/limits.js';
import { pause, untilAborted } from '../web/pause.js';
import { claimPartial } from './partial.js';
import { openPartial } from './partial-file.js';
import type { RemoteFile } from './remote-file.js';
import { type TransferContext, transfer } from './transfer.js';
import { unwritable } from './unwritable.js';

const POLL_MS = 200;

/** Downloads of this process, by the blob's path: a second one of the same waits for the first. */
const running = new Map<string, Promise<unknown>>();

/**
 * Downloads a file to its blob. It is written beside and renamed when its size and its hash are right, so that a blob is
 * always whole; what an interrupted download left is completed. Who finds another process at it waits for its blob.
 * @throws InputError when it cannot be had whole, or not be written; the signal's reason when it aborts.
 */
export async function download(file: RemoteFile, blob: string, context: TransferContext): Promise<void> {
  const { node, requests } = context;
  for (;;) {
    while (running.has(blob))
      await untilAborted(
        running.get(blob)!.catch(() => {}),
        requests.signal,
      );
    requests.signal?.throwIfAborted();
    if (await node.fs.stat(blob).catch(() => undefined)) return;
    if (running.has(blob)) continue;
    const claimed = claimAndTransfer(file, blob, context).finally(() => running.delete(blob));
    running.set(blob, claimed);
    if (await claimed) return;
    await pause(POLL_MS, requests.signal);
  }
}

/** False while another process is at it. */
async function claimAndTransfer(file: RemoteFile, blob: string, context: TransferContext): Promise<boolean> {
  const { node, thing } = context;
  const path = await claimPartial(blob, node).catch((error) => Promise.reject(unwritable(thing, blob, error)));
  if (path === undefined) return false;
  const partial = await openPartial(path, thing, node);
  try {
    await checkSpace(path, (file.size ?? 0) - partial.size, context);
    await transfer(file, partial, context);
    await partial.finish(blob);
    return true;
  } finally {
    await partial.close();
  }
}

async function checkSpace(path: string, needed: number, { node, thing, limit }: TransferContext): Promise<void> {
  const disk = await node.fs.statfs(path).catch(() => undefined);
  const free = disk ? disk.bavail * disk.bsize : Number.POSITIVE_INFINITY;
  if (needed <= free) {
    if (needed <= limit) return;
    throw new InputError(`${thing} has ${showBytes(needed)}, above the limit of ${showBytes(limit)} for such a file`);
  }
  const mb = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`;
  throw new InputError(
    `${thing} needs ${mb(needed)} more, the disk of ${node.path.dirname(path)} has ${mb(free)}; free some space or pass another cacheDir`,
  );
}
