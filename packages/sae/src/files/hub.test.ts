import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { COMMIT } from '@audiate/checkpoints/internal/testing/hosted-model';
import { type HubEnvironment, hubEnvironment } from '@audiate/checkpoints/internal/testing/hub-environment';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadDictionary } from '../index.js';

const local = `${lineFolder('dictionaries')}/sae-lens/topk`;
const NESTED = 'layer_1/blocks.1.hook_resid_post';

let environment: HubEnvironment;
beforeEach(async () => {
  const files = await Promise.all(
    ['cfg.json', 'sae_weights.safetensors'].map(async (name) => [
      `${NESTED}/${name}`,
      await readFile(`${local}/${name}`),
    ]),
  );
  environment = await hubEnvironment({ 'org/saes': { commit: COMMIT, files: Object.fromEntries(files) } });
});
afterEach(() => environment.close());

test('a folder of a repository on the Hub is that dictionary, and lies in the standard cache', async () => {
  const dictionary = await loadDictionary('org/saes', { folder: NESTED });
  expect(dictionary.fingerprint).toBe((await loadDictionary(local)).fingerprint);
  expect(dictionary.name).toBe(`saes/${NESTED}`);
  const cached = join(environment.home, 'hub/models--org--saes/snapshots', COMMIT, NESTED, 'cfg.json');
  expect(await readlink(cached)).toMatch(/^\.\.\/\.\.\/\.\.\/\.\.\/blobs\/[0-9a-f]+$/);
  environment.hub.seen.length = 0;
  await loadDictionary('org/saes', { folder: NESTED, revision: COMMIT });
  expect(environment.hub.seen).toEqual([]);
});

test('without the folder it says what to name', async () => {
  await expect(loadDictionary('org/saes')).rejects.toThrow(
    /^"org\/saes" has neither cfg\.json \(SAELens\) nor ae\.pt \(dictionary_learning\); name a folder in it by \{ folder \}/,
  );
});

test('by the address of a repository, as a browser fetches it', async () => {
  const dictionary = await loadDictionary(`${environment.hub.endpoint}/org/saes/resolve/main`, { folder: NESTED });
  expect(dictionary.fingerprint).toBe((await loadDictionary(local)).fingerprint);
});
