import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planHash } from '../plan/plan-hash.js';
import { folderStore } from '../store/folder-store.js';
import { memoryStore } from '../testing/memory-store.js';
import { smallAtlas } from '../testing/small-atlas.js';
import { workFolderOf } from './work-folder.js';

test('work on a plan in a folder lies beside it, also in the store of a folder; of a bucket it lies here', async () => {
  const { folder, plan } = await smallAtlas();
  for (const place of [folder, folderStore(folder)]) {
    expect(workFolderOf(place, plan, undefined)).toBe(join(folder, 'work'));
    expect(workFolderOf(place, plan, 'elsewhere')).toBe('elsewhere');
  }
  const bucket = memoryStore(new Map(), { source: 's3://bucket/atlas' });
  expect(workFolderOf(bucket, plan, undefined)).toBe(join('atlas-work', planHash(plan)));
});
