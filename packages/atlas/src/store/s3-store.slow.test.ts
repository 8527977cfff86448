import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeAtlas } from '../merge/merge-atlas.js';
import { runAtlas } from '../run/run-atlas.js';
import { freePort } from '../testing/free-port.js';
import { smallAtlas } from '../testing/small-atlas.js';
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
    const { endpoint, ...keys } = swift.options;
    const made = await new AwsClient({ ...keys, service: 's3', region: 'us-east-1' }).fetch(`${endpoint}/atlas`, {
      method: 'PUT',
    });
    expect(made.ok).toBe(true);
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

  test('two machines that share nothing but a bucket make the atlas that one makes in a folder', async () => {
    const [alone, one, other] = [await smallAtlas(), await smallAtlas(), await smallAtlas()];
    const engine = 'wasm';
    await runAtlas(alone.folder, alone.model, { engine });
    const merged = join(alone.folder, 'merged');
    await mergeAtlas(alone.folder, merged);

    const store = s3Store('s3://atlas/two', swift.options);
    const first = await runAtlas(one.folder, one.model, { engine, store, shard: { index: 0, of: 2 } });
    expect(first).toMatchObject({ finished: 2, of: 2 });
    await expect(mergeAtlas(other.folder, store, { store })).rejects.toThrow(/1 of 3 chunks are not finished/);
    const rendered = new Set<number>();
    const second = await runAtlas(other.folder, other.model, {
      engine,
      store,
      onProgress: ({ done, chunk: { number } }) => done % 1 > 0 && rendered.add(number),
    });
    expect(second).toMatchObject({ finished: 3, of: 3 });
    // What the first one made is found in the bucket.
    expect([...rendered]).toEqual([1]);

    const into = s3Store('s3://atlas/two/merged', swift.options);
    expect(await mergeAtlas(other.folder, into, { store })).toEqual({ units: 10, archives: 3 });
    for (const name of ['index.parquet', 'README.md', 'sounds/00001.tar']) {
      const here = await folderStore(merged).read(name);
      expect((await readFile(join(merged, name))).equals(here)).toBe(true);
      expect(await into.read(name)).toEqual(new Uint8Array(here));
    }
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
