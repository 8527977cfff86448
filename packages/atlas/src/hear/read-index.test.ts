import { expect, test } from 'vitest';
import { openAtlas } from '../open/open-atlas.js';
import { folderStore } from '../store/folder-store.js';
import { memoryStore } from '../testing/memory-store.js';
import { emptyFolder } from '../testing/small-atlas.js';
import { hearAtlas } from './hear-atlas.js';
import { readIndex } from './read-index.js';

test('where there is no index, it is said how one is made: of a folder and of a bucket', async () => {
  const folder = await emptyFolder();
  const none = /there is no index\.parquet in "(s3:|\/).*"; merge the chunks of a plan first$/;
  await expect(readIndex(folder)).rejects.toThrow(none);
  for (const store of [folderStore(folder), memoryStore(new Map(), { source: 's3://bucket/atlas' })]) {
    await expect(readIndex(store)).rejects.toThrow(none);
    await expect(openAtlas(store)).rejects.toThrow(none);
  }
  await expect(openAtlas(folder)).rejects.toThrow(
    /can't read ".*index\.parquet": .*; merge the chunks of a plan first$/,
  );
});

test('an index that is there and can not be read is another fault', async () => {
  const away = { ...memoryStore(new Map()), read: () => Promise.reject(new Error('away')), has: async () => true };
  await expect(readIndex(away)).rejects.toThrow(/^away$/);
  const silent = { ...away, has: () => Promise.reject(new Error('away, too')) };
  await expect(readIndex(silent)).rejects.toThrow(/^away$/);
});

test.each([null, undefined, 5, ''])('an atlas in %j is refused', async (place) => {
  await expect(hearAtlas(place as never, {} as never, [])).rejects.toThrow(
    /^an atlas is in a folder or a store, not in .*; give a path, or what s3Store gives$/,
  );
});
