import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ConnectionOptions } from 'bullmq';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mergeAtlas } from '../merge/merge-atlas.js';
import { openAtlas } from '../open/open-atlas.js';
import type { AtlasPlan } from '../plan/atlas-plan.js';
import { runAtlas } from '../run/run-atlas.js';
import { hasRedis, startRedis } from '../testing/redis-server.js';
import { emptyFolder, smallAtlas } from '../testing/small-atlas.js';
import { fillQueue, queueCounts } from './fill-queue.js';
import { openQueue } from './open-queue.js';
import { workQueue } from './work-queue.js';

const script = fileURLToPath(new URL('../testing/queue-worker.ts', import.meta.url));

/** A machine: a process that works on a queue. */
function machine(folder: string, port: number) {
  const args = ['--import', 'tsx', '--conditions=@audiate/source', script, folder, String(port)];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const waiting: { wanted: RegExp; met: () => void; fail: (error: Error) => void }[] = [];
  // A machine that ended says nothing more: who waits for it is told.
  child.on('exit', (code, signal) => {
    for (const { wanted, fail } of waiting) fail(new Error(`the machine ended (${code ?? signal}) before ${wanted}`));
  });
  createInterface({ input: child.stdout! }).on('line', (line) => {
    lines.push(line);
    for (const { wanted, met } of waiting) if (wanted.test(line)) met();
  });
  return {
    lines,
    line: (wanted: RegExp) =>
      lines.some((line) => wanted.test(line)) || new Promise<void>((met, fail) => waiting.push({ wanted, met, fail })),
    kill: () => child.kill('SIGKILL'),
  };
}

async function hashes(folder: string): Promise<string[]> {
  await mergeAtlas(folder, join(folder, 'merged'));
  return (await openAtlas(join(folder, 'merged'))).units.map(({ audioSha256 }) => audioSha256);
}

/** Waits until a machine has a chunk under way: its sweep has a folder. */
async function begun(folder: string): Promise<void> {
  for (;;) {
    const work = await readdir(join(folder, 'work')).catch(() => []);
    if (work.some((name) => /^\d+-/.test(name))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until so many machines are connected to the queue: one that finds no Redis when it begins says so and ends. */
async function atWork(plan: AtlasPlan, connection: ConnectionOptions, count: number): Promise<void> {
  const queue = await openQueue(plan, connection);
  while ((await queue.getWorkersCount()) < count) await new Promise((resolve) => setTimeout(resolve, 20));
  await queue.close();
}

async function redis() {
  const server = await startRedis(await emptyFolder());
  onTestFinished(() => server.stop());
  return server;
}

const local = { engine: 'cpu', deadAfterSeconds: 5 } as const;

describe.runIf(hasRedis())('an atlas on a queue', () => {
  test('machines are killed, Redis is restarted, and every unit is there once with the bits of one machine', async () => {
    const [straight, { folder, plan }, { connection, restart }] = [
      await smallAtlas(),
      await smallAtlas(),
      await redis(),
    ];
    await runAtlas(straight.folder, straight.model, { engine: 'cpu' });

    expect(await fillQueue(folder, connection)).toMatchObject({ waiting: 3, active: 0, finished: 0, failed: 0 });
    expect(await fillQueue(folder, connection)).toMatchObject({ waiting: 3 });
    const first = machine(folder, connection.port);
    await begun(folder);
    first.kill();
    const [second, third] = [machine(folder, connection.port), machine(folder, connection.port)];
    const ends = Promise.all([second.line(/^finished/), third.line(/^finished/)]);
    // Whether it fails is seen below.
    ends.catch(() => {});
    await Promise.race([ends, atWork(plan, connection, 2)]);
    await restart();
    await ends;

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
    expect(failures).toEqual([expect.stringMatching(/^2: .*conv\.99/)]);
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

  test('a chunk that was taken away is queued again, and a job of no chunk is set aside', async () => {
    const [{ folder, model, plan }, { connection }] = [await smallAtlas(), await redis()];
    await fillQueue(folder, connection);
    const queue = await openQueue(plan, connection);
    await queue.add('hostile', { chunk: 'length' as never });
    expect(await workQueue(folder, model, { ...local, connection })).toBe(3);
    expect(await queueCounts(folder, connection)).toMatchObject({ finished: 3, failed: 1 });
    expect((await readdir(join(folder, 'chunks'))).sort()).toEqual(['00000', '00001', '00002']);
    await rm(join(folder, 'chunks', '00001'), { recursive: true });
    expect(await fillQueue(folder, connection)).toMatchObject({ waiting: 1, finished: 2 });
    expect(await workQueue(folder, model, { ...local, connection })).toBe(1);
    await queue.close();
  });

  test('where no Redis answers, one sentence says so; where it went away, an abort ends the work', async () => {
    const [{ folder, model }, { connection, stop }] = [await smallAtlas(), await redis()];
    await expect(fillQueue(folder, { host: '127.0.0.1', port: 1 })).rejects.toThrow(
      /^can't reach Redis \(ECONNREFUSED\)/,
    );
    await fillQueue(folder, connection);
    const controller = new AbortController();
    const work = workQueue(folder, model, { ...local, connection, signal: controller.signal });
    await begun(folder);
    await stop();
    controller.abort();
    expect(await work).toBeLessThanOrEqual(3);
  });
});
