import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { mergeAtlas } from '../merge/merge-atlas.js';
import { openAtlas } from '../open/open-atlas.js';
import { folderStore } from '../store/folder-store.js';
import type { Store } from '../store/store.js';
import { smallAtlas } from '../testing/small-atlas.js';
import { runAtlas } from './run-atlas.js';

const WORKER = join(import.meta.dirname, '../testing/run-worker.ts');
const engine = 'cpu';
/** A claim that is not kept fresh for so long is nobody's: the least that a run takes. */
const DEAD_AFTER = 5;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function hashes(folder: string): Promise<string[]> {
  await mergeAtlas(folder, join(folder, 'merged'));
  return (await openAtlas(join(folder, 'merged'))).units.map(({ audioSha256 }) => audioSha256);
}

test('a chunk that takes longer to write than a program may be silent stays with who writes it', async () => {
  const { folder, model } = await smallAtlas();
  const disk = folderStore(folder);
  let written = 0;
  let begin = () => {};
  const writing = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const slow: Store = {
    ...disk,
    async write(name, bytes) {
      begin();
      await wait(1000 * (2 * DEAD_AFTER + 2));
      written += 1;
      await disk.write(name, bytes);
    },
  };
  const run = { engine, deadAfterSeconds: DEAD_AFTER } as const;
  const first = runAtlas(slow, model, { ...run, work: join(folder, 'work'), shard: { index: 0, of: 3 } });
  await writing;
  const rendered = new Set<number>();
  const second = await runAtlas(folder, model, {
    ...run,
    onProgress: ({ done, chunk: { number } }) => done % 1 > 0 && rendered.add(number),
  });
  expect([(await first).failed, second.failed]).toEqual([[], []]);
  expect(written).toBe(1);
  expect([...rendered]).toEqual([1, 2]);
  expect(await hashes(folder)).toHaveLength(10);
});

test('a machine that sleeps loses its chunk to another, and nothing is there twice', async () => {
  const [straight, { folder, model }] = [await smallAtlas(), await smallAtlas()];
  await runAtlas(straight.folder, straight.model, { engine });
  const sleeper = spawn('npx', ['tsx', '--conditions=@audiate/source', WORKER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  // npx, tsx and the program itself.
  const tell = (signal: NodeJS.Signals) => process.kill(-sleeper.pid!, signal);
  onTestFinished(() => {
    if (sleeper.exitCode === null) tell('SIGKILL');
  });
  const lines = createInterface(sleeper.stdout);
  const [amid] = await once(lines, 'line');
  tell('SIGSTOP');
  const awake = await runAtlas(folder, model, { engine, deadAfterSeconds: DEAD_AFTER });
  expect([amid, awake]).toEqual(['amid', expect.objectContaining({ finished: 3, failed: [] })]);
  const chunks = await readdir(join(folder, 'chunks'));
  const told = once(lines, 'line');
  tell('SIGCONT');
  expect(JSON.parse((await told)[0])).toEqual({ stopped: 'done', failed: 0 });
  expect(await readdir(join(folder, 'chunks'))).toEqual(chunks);
  expect(await hashes(folder)).toEqual(await hashes(straight.folder));
});
