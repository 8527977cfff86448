import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { planAtlas, writePlan } from '@audiate/atlas';
import { hasRedis, startRedis } from '@audiate/atlas/internal/testing/redis-server';
import { fillQueue } from '@audiate/atlas/queue';
import { tiny } from '@audiate/wav2vec2-tiny';
import { expect, onTestFinished, test } from 'vitest';

const EXAMPLE = join(import.meta.dirname, 'queue-dashboard.ts');

test.runIf(hasRedis())('Bull Board shows the chunks of a plan', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-board-'));
  const redis = await startRedis(folder);
  onTestFinished(async () => {
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const plan = await planAtlas((await tiny()) as never, ['conv.0:0-5'], {
    steps: 1,
    seconds: 0.1,
    unitsPerChunk: 2,
    batch: 2,
  });
  await writePlan(folder, plan);
  await fillQueue(folder, redis.connection);
  const { host, port } = redis.connection;
  const show = (at: string, stderr: 'inherit' | 'pipe') =>
    spawn('npx', ['tsx', '--conditions=@audiate/source', EXAMPLE, folder, `redis://${host}:${port}`, at], {
      stdio: ['ignore', 'pipe', stderr],
      detached: true,
    });
  const board = show('0', 'inherit');
  onTestFinished(() => {
    process.kill(-board.pid!, 'SIGKILL');
  });
  const [address] = (await once(createInterface(board.stdout!), 'line')) as [string];
  expect(await (await fetch(address)).text()).toContain('<title>Bull');
  const { queues } = await (await fetch(`${address}api/queues`)).json();
  expect(queues).toHaveLength(1);
  expect(queues[0].counts.waiting).toBe(3);

  const second = show(new URL(address).port, 'pipe');
  const [said, [code]] = await Promise.all([text(second.stderr!), once(second, 'exit')]);
  expect(said).toContain('EADDRINUSE');
  expect(code).toBe(1);
});
