import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeAtlas } from '../merge/merge-atlas.js';
import { openAtlas } from '../open/open-atlas.js';
import { readPlan, writePlan } from '../plan/plan-file.js';
import { runAtlas } from '../run/run-atlas.js';
import { freePort } from '../testing/free-port.js';
import { emptyFolder, smallAtlas } from '../testing/small-atlas.js';
import { hasSwift, startSwift, type TestSwift } from '../testing/swift-server.js';
import { folderStore } from './folder-store.js';
import { s3Store } from './s3-store.js';

const isThere = hasSwift();
if (!isThere)
  console.log(
    'skipped: this machine has no OpenStack Swift (apt install swift-proxy swift-account swift-container swift-object)',
  );

describe.runIf(isThere)('a bucket of OpenStack Swift', () => {
  let folder: string;
  let swift: TestSwift;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audiate-swift-'));
    swift = await startSwift(folder);
    await swift.makeBucket('atlas');
  });
  afterAll(async () => {
    await swift.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('keeps what it is told, whatever it is called', async () => {
    const store = s3Store('s3://atlas/of a/prefix+ü', swift.options);
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
    expect(await store.has('a/b c.tar')).toBe(false);
    await expect(store.read('a/b c.tar')).rejects.toThrow(/there is no "a\/b c\.tar" in "s3:\/\/atlas/);
    await store.write('a/b c.tar', bytes);
    expect(await store.has('a/b c.tar')).toBe(true);
    expect(await store.read('a/b c.tar')).toEqual(bytes);
    await store.write('a/b c.tar', 'other');
    expect(new TextDecoder().decode(await store.read('a/b c.tar'))).toBe('other');
    await store.remove('a/b c.tar');
    await store.remove('a/b c.tar');
    expect(await store.has('a/b c.tar')).toBe(false);
  });

  test('parts of a file, and how long it is', async () => {
    const store = s3Store('s3://atlas/parts', swift.options);
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
    await store.write('a', bytes);
    await store.write('empty', '');
    const file = await store.open('a');
    expect(file.byteLength).toBe(1000);
    const part = async (start: number, end?: number) => new Uint8Array(await file.slice(start, end));
    expect(await part(3, 7)).toEqual(bytes.slice(3, 7));
    expect(await part(990)).toEqual(bytes.slice(990));
    expect((await part(5, 5)).length).toBe(0);
    await expect(part(990, 1001)).rejects.toThrow(/beyond the end of "a" in "s3:\/\/atlas\/parts", which has 1000/);
    const empty = await store.open('empty');
    expect([empty.byteLength, (await empty.slice(0)).byteLength]).toEqual([0, 0]);
    await expect(store.open('none')).rejects.toThrow(/there is no "none" in/);
    expect(await store.read('a', 1000)).toEqual(bytes);
    await expect(store.read('a', 999)).rejects.toThrow(/has 1000 bytes or more; 999 are the most/);
  });

  test('two machines that have nothing but a bucket make the atlas that one makes in a folder', async () => {
    const alone = await smallAtlas();
    const { model, plan } = alone;
    const engine = 'wasm';
    await runAtlas(alone.folder, model, { engine });
    const merged = join(alone.folder, 'merged');
    await mergeAtlas(alone.folder, merged);

    const store = s3Store('s3://atlas/two', swift.options);
    await expect(readPlan(store)).rejects.toThrow(/there is no plan\.json in "s3:\/\/atlas\/two"/);
    await writePlan(store, plan);
    expect(await readPlan(store)).toEqual(plan);
    await expect(writePlan(store, { ...plan, chunks: [] })).rejects.toThrow(/holds the plan of another atlas/);
    const one = { engine, work: await emptyFolder() } as const;
    const first = await runAtlas(store, model, { ...one, shard: { index: 0, of: 2 } });
    expect(first).toMatchObject({ finished: 2, of: 2 });
    await expect(mergeAtlas(store, store)).rejects.toThrow(/1 of 3 chunks are not finished/);
    const rendered = new Set<number>();
    const second = await runAtlas(store, model, {
      engine,
      work: await emptyFolder(),
      onProgress: ({ done, chunk: { number } }) => done % 1 > 0 && rendered.add(number),
    });
    expect(second).toMatchObject({ finished: 3, of: 3 });
    // What the first one made is found in the bucket.
    expect([...rendered]).toEqual([1]);
    expect(await readdir(one.work)).toEqual([]);

    const into = s3Store('s3://atlas/two/merged', swift.options);
    expect(await mergeAtlas(store, into)).toEqual({ units: 10, archives: 3 });
    for (const name of ['index.parquet', 'README.md', 'sounds/00001.tar']) {
      const here = await folderStore(merged).read(name);
      expect((await readFile(join(merged, name))).equals(here)).toBe(true);
      expect(await into.read(name)).toEqual(new Uint8Array(here));
    }
    const [there, here] = [await openAtlas(into), await openAtlas(merged)];
    expect(there.units).toEqual(here.units);
    expect(await there.unit('conv.1', 2)).toEqual(await here.unit('conv.1', 2));
    expect(await there.sound('conv.1', 2)).toEqual(await here.sound('conv.1', 2));
  });

  test('what it refuses is told without the keys', async () => {
    const nowhere = `http://127.0.0.1:${await freePort('127.0.0.1')}`;
    const keys = { ...swift.options, secretAccessKey: 'a-wrong-secret' };
    const failures = [
      s3Store('s3://atlas', keys).has('a'),
      s3Store('s3://no-such-bucket', swift.options).write('a', 'b'),
      s3Store('s3://atlas', { ...swift.options, endpoint: nowhere }).read('a'),
    ].map((asked) => asked.then(String, (error: Error) => error.message));
    const told = await Promise.all(failures);
    const [refused, bucket, away] = told;
    expect(refused).toMatch(/refused to HEAD "atlas\/a" with status 403: look at the keys/);
    expect(bucket).toMatch(/there is no bucket "no-such-bucket"/);
    expect(away).toMatch(/can't reach "http:\/\/127\.0\.0\.1:\d+" for "s3:\/\/atlas" \(ECONNREFUSED\)/);
    expect(told.join()).not.toContain('secret');
  });
});
