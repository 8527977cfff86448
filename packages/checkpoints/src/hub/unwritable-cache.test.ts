import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@audiate/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type NodeModules, nodeFor } from '../disk/node.js';
import { lineFolder } from '../testing/golden.js';
import { COMMIT, hostedLine } from '../testing/hosted-model.js';
import { type HubEnvironment, hubEnvironment } from '../testing/hub-environment.js';
import type { HostedModel } from '../testing/hub-server.js';
import { readAll } from '../testing/read-all.js';
import { openHub } from './hub-source.js';

const LATER = 'fedcba9876543210fedcba9876543210fedcba98';
const FILES = ['config.json', 'processor_config.json', 'preprocessor_config.json', 'vocab.json', 'model.safetensors'];
const node = nodeFor('this test');
const expected = (await readAll(lineFolder('base'))).fingerprint;

let environment: HubEnvironment;
let models: Record<string, HostedModel>;
beforeEach(async () => {
  models = { 'org/base': await hostedLine('base') };
  environment = await hubEnvironment(models);
});
afterEach(() => environment.close());

const folder = () => join(environment.home, 'hub/models--org--base');

/** Node whose disk refuses, whoever runs this test, root included. */
function refusing(code: string, methods: readonly (keyof NodeModules['fs'])[]): NodeModules {
  const refuse = async () => {
    throw Object.assign(new Error(`${code}: refused`), { code });
  };
  return { ...node, fs: { ...node.fs, ...Object.fromEntries(methods.map((name) => [name, refuse])) } };
}
const WRITES = ['mkdir', 'writeFile', 'rename', 'symlink', 'copyFile', 'rm', 'truncate'] as const;

/** The sizes of a model's files; undefined for those that it does not have. */
async function sizes(modules: NodeModules): Promise<(number | undefined)[]> {
  const source = await openHub('org/base', {}, modules);
  try {
    const found: (number | undefined)[] = [];
    for (const file of FILES) found.push((await source.open(file))?.size);
    return found;
  } finally {
    await source.close();
  }
}

async function refusal(modules: NodeModules): Promise<string> {
  const error = await sizes(modules).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
}

describe.each(['EROFS', 'EACCES', 'EPERM'])('a cache that refuses to be written by %s', (code) => {
  const readOnly = refusing(code, WRITES);

  test('is loaded from, though nothing can be remembered', async () => {
    await readAll('org/base');
    const whole = await sizes(node);
    await rm(join(folder(), 'refs'), { recursive: true });
    await rm(join(folder(), '.no_exist'), { recursive: true });
    expect(await sizes(readOnly)).toEqual(whole);
    expect((await readdir(folder())).sort()).toEqual(['blobs', 'snapshots']);
  });

  test('gives the blobs of a later commit that changed none of them', async () => {
    await readAll('org/base');
    const whole = await sizes(node);
    models['org/base'] = { ...models['org/base']!, commit: LATER };
    // The folder `blobs` is there, which mkdir tells of before it tells of the disk.
    const modules = { ...readOnly, fs: { ...readOnly.fs, mkdir: node.fs.mkdir } };
    expect(await sizes(modules)).toEqual(whole);
    expect(environment.hub.seen.filter(({ at }) => at === 'cdn')).toHaveLength(1);
  });

  test('refuses a download in one sentence', async () => {
    expect(await refusal(readOnly)).toMatch(
      new RegExp(
        `^config\\.json of "org/base" cannot be written to ".*": it is read-only \\(${code}\\); pass another cacheDir, or set HF_HUB_OFFLINE=1`,
      ),
    );
  });
});

describe('a cache', () => {
  test('whose files cannot be renamed is refused in one sentence', async () => {
    expect(await refusal(refusing('EXDEV', ['rename', 'link']))).toMatch(
      /^config\.json of "org\/base" cannot be written to ".*": its files cannot be renamed within it \(EXDEV\); pass a cacheDir on one disk$/,
    );
  });

  test('that fails in another way is refused in one sentence, too', async () => {
    expect(await refusal(refusing('EIO', ['writeFile']))).toMatch(
      /cannot be written to ".*": EIO; pass another cacheDir$/,
    );
  });

  test.each<[string, () => string]>([
    ['is a file', () => join(environment.home, 'hub')],
    ['has a file for the model', () => folder()],
    ['has a file for the blobs', () => join(folder(), 'blobs')],
  ])('that %s is refused in one sentence', async (_, path) => {
    await mkdir(join(path(), '..'), { recursive: true });
    await writeFile(path(), 'no folder');
    expect(await refusal(node)).toMatch(
      /^config\.json of "org\/base" cannot be written to ".*": a part of this path is not a folder \(E\w+\); pass another cacheDir$/,
    );
  });

  test('that has a file for refs and absences is loaded from', async () => {
    await readAll('org/base');
    for (const name of ['refs', '.no_exist']) {
      await rm(join(folder(), name), { recursive: true });
      await writeFile(join(folder(), name), '');
    }
    expect((await readAll('org/base')).fingerprint).toBe(expected);
  });

  test('whose model lies on another disk, behind a link, is read and written', async () => {
    await mkdir(join(environment.home, 'hub'));
    await mkdir(join(environment.home, 'disk'));
    await symlink('../disk', folder());
    expect((await readAll('org/base')).fingerprint).toBe(expected);
    environment.hub.seen.length = 0;
    expect((await readAll('org/base', { revision: COMMIT })).fingerprint).toBe(expected);
    expect(environment.hub.seen).toEqual([]);
    expect((await readdir(join(environment.home, 'disk'))).sort()).toEqual(['.no_exist', 'blobs', 'refs', 'snapshots']);
  });

  test('whose entry is a folder is refused in one sentence', async () => {
    await readAll('org/base');
    const entry = join(folder(), 'snapshots', COMMIT, 'config.json');
    await rename(entry, `${entry}.old`);
    await mkdir(entry);
    expect(await refusal(node)).toMatch(/^".*" is not a file$/);
  });
});
