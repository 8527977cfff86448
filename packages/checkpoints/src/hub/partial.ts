import type { NodeModules } from '../disk/node.js';

/** A live download touches its file far more often than this, retries included. */
const STALE_MS = 60_000;

/**
 * Where a download is written until it is whole: `<etag>.audiate-<host>-<pid>.incomplete` beside its blob. The name tells
 * its owner. A file whose owner is gone is taken over by renaming it, which only one process can; the name is not
 * huggingface_hub's, whose older versions append to `<etag>.incomplete` under a lock that Node cannot share.
 * @returns its path, or undefined while another process downloads the same blob.
 */
export async function claimPartial(blob: string, { fs, path, os, crypto }: NodeModules): Promise<string | undefined> {
  const host = crypto.createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8);
  const prefix = `${path.basename(blob)}.audiate-`;
  const mine = path.join(path.dirname(blob), `${prefix}${host}-${process.pid}.incomplete`);
  const others = (await fs.readdir(path.dirname(blob))).filter(
    (name) => name.startsWith(prefix) && name.endsWith('.incomplete') && name !== path.basename(mine),
  );
  for (const name of others) {
    const other = path.join(path.dirname(blob), name);
    const found = await fs.stat(other).catch(() => undefined);
    if (!found) continue;
    const [owner, pid] = name.slice(prefix.length).split(/[-.]/);
    const running = owner !== host || isRunning(Number(pid));
    if (running && Date.now() - found.mtimeMs < STALE_MS) return undefined;
    const taken = await fs.rename(other, mine).then(
      () => true,
      () => false,
    );
    if (taken) break;
  }
  await fs.writeFile(mine, '', { flag: 'a' });
  return mine;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
