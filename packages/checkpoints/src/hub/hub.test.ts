import { readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lineFolder } from '../testing/golden.js';
import { COMMIT, hostedLine } from '../testing/hosted-model.js';
import { type HubEnvironment, hubEnvironment } from '../testing/hub-environment.js';
import type { HubServer } from '../testing/hub-server.js';
import { readAll } from '../testing/read-all.js';
import type { DownloadProgress } from '../web/progress.js';

const TOKEN = 'hf_secretSecretSecret';

let environment: HubEnvironment;
let hub: HubServer;
let home: string;
beforeEach(async () => {
  environment = await hubEnvironment({
    'org/base': await hostedLine('base'),
    'org/private': await hostedLine('base', {}, { token: TOKEN }),
  });
  ({ hub, home } = environment);
});
afterEach(() => environment.close());

const folder = () => join(home, 'hub', 'models--org--base');
const asked = () => hub.seen.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);

describe('a model of the Hub', () => {
  test('is the same as from its folder, and lies in the standard cache', async () => {
    const model = await readAll('org/base');
    const local = await readAll(lineFolder('base'));
    expect([model.name, model.fingerprint]).toEqual(['base', local.fingerprint]);
    expect(await readFile(join(folder(), 'refs/main'), 'utf8')).toBe(COMMIT);
    const snapshot = join(folder(), 'snapshots', COMMIT);
    expect((await readdir(snapshot)).sort()).toEqual([
      'config.json',
      'model.safetensors',
      'preprocessor_config.json',
      'vocab.json',
    ]);
    const link = await readlink(join(snapshot, 'model.safetensors'));
    expect(link).toMatch(/^\.\.\/\.\.\/blobs\/[0-9a-f]{64}$/);
    expect(await readdir(join(folder(), 'blobs'))).toHaveLength(4);
    expect(await readdir(join(folder(), '.no_exist', COMMIT))).toEqual([
      'added_tokens.json',
      'processor_config.json',
      'special_tokens_map.json',
      'tokenizer_config.json',
    ]);
  });

  test('alone is meant by an id where nothing but the Hub may be asked', async () => {
    // A folder of this name lies where the tests run.
    const named = 'packages/checkpoints';
    await environment.close();
    environment = await hubEnvironment({ [named]: await hostedLine('base') });
    await expect(readAll(named)).rejects.toThrow(/^folder "packages\/checkpoints" has no config\.json/);
    expect((await readAll(named, { hubOnly: true })).name).toBe('checkpoints');
    for (const name of ['./packages/checkpoints', '/etc', 'file:///etc', 'http://127.0.0.1:9/a', '../a/b']) {
      await expect(readAll(name, { hubOnly: true })).rejects.toThrow(
        /is no id of a model on the Hugging Face Hub; pass one/,
      );
    }
  });

  test('takes one request when it is cached, and none by its commit or offline', async () => {
    await readAll('org/base');
    hub.seen.length = 0;
    await readAll('org/base');
    expect(asked()).toEqual([
      'HEAD /org/base/resolve/main/config.json',
      `HEAD /api/resolve-cache/models/org/base/${COMMIT}/config.json`,
    ]);
    hub.seen.length = 0;
    await readAll('org/base', { revision: COMMIT });
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    await readAll('org/base');
    expect(asked()).toEqual([]);
  });

  test.each([
    ['the network is away', undefined],
    ['the Hub is down', 503],
    ['the Hub asks for patience', 429],
    ['the token is no longer good', 401],
  ])('loads from the cache when %s', async (_, status) => {
    const { fingerprint } = await readAll('org/base');
    if (status === undefined) await hub.close();
    else hub.faults = { status: () => ({ status }) };
    hub.seen.length = 0;
    expect((await readAll('org/base')).fingerprint).toBe(fingerprint);
    expect(hub.seen.length).toBeLessThanOrEqual(1);
  });

  test('is found by branch, pull request and commit, each in its place', async () => {
    await readAll('org/base', { revision: 'refs/pr/1' });
    expect(await readFile(join(folder(), 'refs/refs/pr/1'), 'utf8')).toBe(COMMIT);
    expect(asked()[0]).toBe('HEAD /org/base/resolve/refs%2Fpr%2F1/config.json');
    await readAll('org/base', { revision: COMMIT });
    expect(await readdir(join(folder(), 'refs'))).toEqual(['refs']);
  });

  test('goes where it is told: endpoint and cacheDir win over the environment', async () => {
    vi.stubEnv('HF_ENDPOINT', 'http://127.0.0.1:9');
    const mine = join(home, 'mine');
    await readAll('org/base', { endpoint: `${hub.endpoint}/`, cacheDir: mine });
    expect(await readdir(mine)).toEqual(['models--org--base']);
  });

  test('tells how far each file is', async () => {
    const told: DownloadProgress[] = [];
    await readAll('org/base', { onProgress: (progress) => told.push(progress) });
    const weights = told.filter(({ file }) => file === 'model.safetensors');
    const { size } = await stat(join(lineFolder('base'), 'model.safetensors'));
    expect(weights[0]).toMatchObject({ bytes: 0, total: size, bytesPerSecond: 0, secondsLeft: undefined });
    expect(weights.at(-1)).toMatchObject({ bytes: size, total: size, secondsLeft: 0 });
    expect(weights.at(-1)!.bytesPerSecond).toBeGreaterThan(0);
    expect(new Set(told.map(({ file }) => file)).size).toBe(4);
  });

  test('does without links where HF_HUB_DISABLE_SYMLINKS asks for it', async () => {
    vi.stubEnv('HF_HUB_DISABLE_SYMLINKS', '1');
    await readAll('org/base');
    await expect(readlink(join(folder(), 'snapshots', COMMIT, 'config.json'))).rejects.toThrow('EINVAL');
  });
});

describe('a token', () => {
  const tokens = () => new Set(hub.seen.filter(({ at }) => at === 'hub').map(({ authorization }) => authorization));

  test.each<[string, () => Promise<{ token?: string }>]>([
    ['an option', async () => ({ token: ` ${TOKEN}\n` })],
    [
      'HF_TOKEN',
      async () => {
        vi.stubEnv('HF_TOKEN', TOKEN);
        return {};
      },
    ],
    [
      "huggingface_hub's token file",
      async () => {
        await writeFile(join(home, 'token'), `${TOKEN}\n`);
        return {};
      },
    ],
  ])('from %s opens a private model and never leaves the Hub', async (_, give) => {
    await readAll('org/private', await give());
    expect(tokens()).toEqual(new Set([`Bearer ${TOKEN}`]));
    const elsewhere = hub.seen.filter(({ at }) => at === 'cdn');
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(new Set(elsewhere.map(({ authorization }) => authorization))).toEqual(new Set([undefined]));
  });

  test('is not sent when it is false, or the environment forbids to look for one', async () => {
    vi.stubEnv('HF_TOKEN', TOKEN);
    await readAll('org/base', { token: false });
    vi.stubEnv('HF_HUB_DISABLE_IMPLICIT_TOKEN', '1');
    await readAll('org/base');
    expect(tokens()).toEqual(new Set([undefined]));
  });

  test('is not sent again once a redirect has led away, back to the Hub neither', async () => {
    const logged = ['log', 'info', 'warn', 'error', 'debug'].map((name) => vi.spyOn(console, name as 'log'));
    const back = `${hub.endpoint}/org/private/resolve/${COMMIT}/model.safetensors`;
    hub.faults = {
      location: () => `${hub.cdn}/back`,
      status: ({ path }) => (path === '/back' ? { status: 302, headers: { location: back } } : undefined),
    };
    const error = await readAll('org/private', { token: TOKEN }).catch((thrown: Error) => thrown.message);
    expect(error).toMatch(/knows no public model "[^"]+"; check the name/);
    const after = hub.seen.slice(hub.seen.findIndex(({ path }) => path === '/back'));
    expect(after.map(({ at, authorization }) => [at, authorization])).toEqual([
      ['cdn', undefined],
      ['hub', undefined],
    ]);
    expect(logged.flatMap((spy) => spy.mock.calls)).toEqual([]);
    vi.restoreAllMocks();
  });

  test('is in no error, nor is the address of the redirect', async () => {
    const messages: string[] = [];
    const fail = async (options: object) =>
      messages.push(
        await readAll('org/private', options).then(
          () => 'loaded',
          (error: Error) => `${error.name} ${error.message} ${error.stack} ${String(error.cause)}`,
        ),
      );
    await fail({ token: 'hf_wrongSecret' });
    await fail({ token: 'hf_bad\u0000Secret' });
    await fail({ token: 'hf_bad\nSecret' });
    hub.faults = { status: ({ at }) => (at === 'cdn' ? { status: 403 } : undefined) };
    await fail({ token: TOKEN });
    hub.faults = { location: () => 'ftp://127.0.0.1/?signature=secret' };
    await fail({ token: TOKEN });
    await fail({ token: TOKEN, endpoint: 'http://user:secret@127.0.0.1' });
    expect(messages.map((message) => message.slice(0, 10))).toEqual(messages.map(() => 'InputError'));
    expect(messages.join(' ')).not.toMatch(/[sS]ecret/);
  });
});
