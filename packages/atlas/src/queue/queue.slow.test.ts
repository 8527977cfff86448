import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mergeAtlas } from '../merge/merge-atlas.js';
import { openAtlas } from '../open/open-atlas.js';
import { runAtlas } from '../run/run-atlas.js';
import { hasRedis, startRedis } from '../testing/redis-server.js';
import { emptyFolder, smallAtlas } from '../testing/small-atlas.js';
import { fillQueue, queueCounts } from './fill-queue.js';
import { workQueue } from './work-queue.js';

const script = fileURLToPath(new URL('../testing/queue-worker.ts', import.meta.url));

/** A machine: a process that works on a queue. */
function machine(folder: string, port: number) {
  const args = ['--import', 'tsx', '--conditions=@audiate/source', script, folder, String(port)];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const waiting: { wanted: RegExp; met: () => void }[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => {
    lines.push(line);
    for (const { wanted, met } of waiting) if (wanted.test(line)) met();
  });
  return {
    lines,
    line: (wanted: RegExp) =>
      lines.some((line) => wanted.test(line)) || new Promise<void>((met) => waiting.push({ wanted, met })),
    kill: () => child.kill('SIGKILL'),
  };
}

async function hashes(folder: string): Promise<string[]> {
  await mergeAtlas(folder, join(folder, 'merged'));
  return (await openAtlas(join(folder, 'merged'))).units.map(({ audioSha256 }) => audioSha256);
}

async function redis() {
  const server = await startRedis(await emptyFolder());
  onTestFinished(() => server.stop());
  return server;
}

const local = { engine: 'cpu', deadAfterSeconds: 5 } as const;

describe.runIf(hasRedis())('an atlas on a queue', () => {
  test('machines are killed, Redis is restarted, and every unit is there once with the bits of one machine', async () => {
    const [straight, { folder }, { connection, restart }] = [await smallAtlas(), await smallAtlas(), await redis()];
    await runAtlas(straight.folder, straight.model, { engine: 'cpu' });

    expect(await fillQueue(folder, connection)).toMatchObject({ waiting: 3, active: 0, finished: 0, failed: 0 });
    expect(await fillQueue(folder, connection)).toMatchObject({ waiting: 3 });
    const first = machine(folder, connection.port);
    await first.line(/^ready$/);
    // It has a chunk by now, or will have none: either way its end must cost nothing.
    await first.line(/^chunk/);
    first.kill();
    await restart();
    const [second, third] = [machine(folder, connection.port), machine(folder, connection.port)];
    await Promise.all([second.line(/^finished/), third.line(/^finished/)]);

    expect(await queueCounts(folder, connection)).toMatchObject({ waiting: 0, active: 0, finished: 3, failed: 0 });
    expect(await hashes(folder)).toEqual(await hashes(straight.folder));
  });

  test('a chunk that can not be rendered is set aside with its reason, and tried again when it is asked for', async () => {
    const [{ folder, model }, { connection }] = [await smallAtlas(), await redis()];
    const file = join(folder, 'plan.json');
    const plan = await readFile(file, 'utf8');
    await writeFile(file, plan.replace('"layer": "conv.1"', '"layer": "conv.99"'));
    await fillQueue(folder, connection);
    const failures: string[] = [];
    const onChunk = (chunk: number, failed?: Error) => failed && failures.push(`${chunk}: ${failed.message}`);
    await workQueue(folder, model, { ...local, connection, onChunk });
    expect(await queueCounts(folder, connection)).toEqual({ waiting: 0, active: 0, finished: 2, failed: 1 });
    expect(failures).toHaveLength(3);
    expect(failures[0]).toMatch(/^2: .*conv\.99/);
    expect(await fillQueue(folder, connection)).toMatchObject({ waiting: 1, failed: 0 });
  });

  test('two plans on one Redis, and a program without a queue beside it', async () => {
    const [one, other, { connection }] = [await smallAtlas(), await smallAtlas(), await redis()];
    const file = join(other.folder, 'plan.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"seed": 0', '"seed": 7'));
    await Promise.all([fillQueue(one.folder, connection), fillQueue(other.folder, connection)]);
    await Promise.all([
      workQueue(one.folder, one.model, { ...local, connection }),
      workQueue(other.folder, other.model, { ...local, connection }),
      runAtlas(one.folder, one.model, local),
    ]);
    const [a, b] = [await hashes(one.folder), await hashes(other.folder)];
    expect([a.length, b.length]).toEqual([10, 10]);
    expect(a.filter((hash) => b.includes(hash))).toEqual([]);
  });

  test('aborted, a machine gives its chunk back', async () => {
    const [{ folder, model }, { connection }] = [await smallAtlas(), await redis()];
    await fillQueue(folder, connection);
    const stop = new AbortController();
    stop.abort();
    expect(await workQueue(folder, model, { ...local, connection, signal: stop.signal })).toBe(0);
    const { waiting, finished } = await queueCounts(folder, connection);
    expect(waiting + finished).toBe(3);
    expect(await workQueue(folder, model, { ...local, connection })).toBe(3 - finished);
  });
});
