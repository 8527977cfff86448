import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, lstat, mkdir, readdir, readFile, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '@audiate/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inRepository, lineFolder } from '../testing/golden.js';
import { COMMIT, hostedLine } from '../testing/hosted-model.js';
import { type HubEnvironment, hubEnvironment } from '../testing/hub-environment.js';
import type { Faults, HubServer, Seen } from '../testing/hub-server.js';
import { readAll } from '../testing/read-all.js';

let environment: HubEnvironment;
let hub: HubServer;
beforeEach(async () => {
  environment = await hubEnvironment({ 'org/base': await hostedLine('base') });
  ({ hub } = environment);
});
afterEach(() => environment.close());

const folder = () => join(environment.home, 'hub/models--org--base');
const blobs = async () => (await readdir(join(folder(), 'blobs')).catch(() => [])).sort();
const onCdn = ({ at }: Seen) => at === 'cdn';
const ranges = () => hub.seen.filter(onCdn).map(({ range }) => range);
const fingerprint = async () => (await readAll('org/base')).fingerprint;
const expected = (await readAll(lineFolder('base'))).fingerprint;

/** The one sentence with which loading ends. */
async function refusal(options = {}): Promise<string> {
  const error = await readAll('org/base', options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).not.toContain('\n');
  return (error as Error).message;
}

describe('an interrupted download', () => {
  test('goes on where the connection broke, as often as it breaks', async () => {
    hub.faults = { cutAfter: (seen) => (onCdn(seen) ? 25_000 : undefined) };
    expect(await fingerprint()).toBe(expected);
    const starts = ranges().map((range) => Number(range?.match(/^bytes=(\d+)-$/)?.[1] ?? 0));
    expect(starts.length).toBeGreaterThanOrEqual(3);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts.at(-1)).toBeGreaterThan(25_000);
    expect(await blobs()).toHaveLength(4);
  });

  test('begins anew with a server that knows no ranges', async () => {
    let cuts = 0;
    hub.faults = { ignoresRange: true, cutAfter: (seen) => (onCdn(seen) && cuts++ === 0 ? 25_000 : undefined) };
    expect(await fingerprint()).toBe(expected);
    expect(ranges()).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
  });

  test('that is aborted rejects with the reason, is no blob, and is completed the next time', async () => {
    const stop = new AbortController();
    hub.faults = { cutAfter: (seen) => (onCdn(seen) ? 25_000 : undefined) };
    const load = readAll('org/base', {
      signal: stop.signal,
      onProgress: ({ file, bytes }) => file === 'model.safetensors' && bytes > 0 && stop.abort(new Error('enough')),
    });
    await expect(load).rejects.toThrow('enough');
    expect((await blobs()).filter((name) => name.endsWith('.incomplete'))).toHaveLength(1);
    expect(await readdir(join(folder(), 'snapshots', COMMIT))).not.toContain('model.safetensors');
    hub.faults = {};
    hub.seen.length = 0;
    expect(await fingerprint()).toBe(expected);
    expect(ranges()).toEqual([expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect((await blobs()).join()).not.toContain('incomplete');
  });

  test('whose beginning was spoiled on the disk is fetched again', async () => {
    const bytes = await readFile(join(lineFolder('base'), 'model.safetensors'));
    const hash = createHash('sha256').update(bytes).digest('hex');
    const partial = join(folder(), 'blobs', `${hash}.audiate-00000000-1.incomplete`);
    await mkdir(join(folder(), 'blobs'), { recursive: true });
    await writeFile(partial, Buffer.alloc(20_000, 7));
    await utimes(partial, 0, 0);
    expect(await fingerprint()).toBe(expected);
    expect(ranges()).toEqual(['bytes=20000-', undefined]);
    expect((await blobs()).join()).not.toContain('incomplete');
  });
});

describe('no part is taken for the whole', () => {
  const weightsOnly = (body: NonNullable<Faults['body']>): Faults => ({
    body: (seen, bytes) => (onCdn(seen) ? body(seen, bytes) : bytes),
  });
  const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 40_000 ? byte ^ 1 : byte)));

  test.each<[string, () => Faults, RegExp]>([
    [
      'another hash',
      () => weightsOnly((_, bytes) => flip(bytes)),
      /^model\.safetensors of "org\/base" arrived with another hash or size/,
    ],
    [
      'another hash of a small file',
      () => ({
        body: (seen, bytes) => (seen.path.includes('vocab') ? Buffer.from(bytes.map((byte) => byte ^ 1)) : bytes),
      }),
      /^vocab\.json of "org\/base" arrived with another hash/,
    ],
    [
      'a body that is always short',
      () => ({ ...weightsOnly((_, bytes) => bytes), cutAfter: (seen) => (onCdn(seen) ? 0 : undefined) }),
      /cannot be downloaded: the connection breaks off$/,
    ],
    ['403 from the CDN', () => ({ status: (seen) => (onCdn(seen) ? { status: 403 } : undefined) }), /forbids it/],
    [
      '429 for ever',
      () => ({ status: (seen) => (onCdn(seen) ? { status: 429, headers: { 'retry-after': '0' } } : undefined) }),
      /: localhost:\d+ is asked too often; wait some minutes \(status 429\)$/,
    ],
    [
      '500 for ever',
      () => ({ status: (seen) => (onCdn(seen) ? { status: 500, headers: { 'retry-after': '0' } } : undefined) }),
      /answers with status 500$/,
    ],
    ['a redirect in a circle', () => ({ location: ({ path }) => path }), /redirects in a circle/],
    ['a redirect to a file', () => ({ location: () => 'file:///etc/passwd' }), /redirects to what is no web address/],
    [
      'a size that no disk has',
      () => ({ status: claims({ 'x-linked-size': String(2 ** 49) }) }),
      /^model\.safetensors of "org\/base" needs \d+ MB more, the disk of .* has \d+ MB; free some space/,
    ],
    ['an ETag that climbs', () => ({ status: claims({ 'x-linked-etag': '"../../evil"' }) }), /gives no usable ETag/],
    [
      'a commit that climbs',
      () => ({ status: claims({ 'x-repo-commit': '../../../evil' }) }),
      /does not answer as a Hugging Face Hub/,
    ],
  ])('%s', async (_, faults, message) => {
    hub.faults = faults();
    expect(await refusal()).toMatch(message);
    const weights = await lstat(join(folder(), 'snapshots', COMMIT, 'model.safetensors')).catch(() => undefined);
    expect(weights).toBeUndefined();
    expect((await blobs()).filter((name) => name.length >= 64)).toEqual([]);
    hub.faults = {};
    expect(await fingerprint()).toBe(expected);
  });

  /** The Hub's own answer for the weights, with other headers. */
  const claims = (headers: Record<string, string>) => {
    const truth = { 'x-repo-commit': COMMIT, 'x-linked-etag': `"${'a'.repeat(64)}"`, 'x-linked-size': '60492' };
    return ({ path, at }: Seen) =>
      at === 'hub' && path.endsWith('model.safetensors')
        ? { status: 302, headers: { ...truth, location: `${hub.cdn}/x`, ...headers } }
        : undefined;
  };

  test('a disk that fills up on the way', async () => {
    const script = `
      import { readAll } from '${inRepository('packages/checkpoints/src/testing/read-all.ts')}';
      await readAll('org/base').then(() => console.log('loaded'), (error) => console.log(error.name, error.message));`;
    const tsx = inRepository('node_modules/tsx/dist/cli.mjs');
    // The shell's limit for one file, 20 blocks of 1024 bytes, stands for the disk's.
    const limited = `trap '' XFSZ; ulimit -f 20; exec "$0" "$@"`;
    const { stdout } = await promisify(execFile)(
      'bash',
      ['-c', limited, process.execPath, tsx, '--conditions=@audiate/source', '--input-type=module', '-e', script],
      { cwd: inRepository('.'), env: { ...process.env, TSX_DISABLE_CACHE: '1' } },
    );
    expect(stdout).toMatch(
      /^InputError model\.safetensors of "org\/base" cannot be written to .*: the disk is full; free some space/,
    );
    expect((await blobs()).filter((name) => name.length >= 64)).toEqual([]);
  });
});

describe('the Hub says no', () => {
  const unknown =
    /^"org\/nothing" is no folder here, and from the Hub it cannot be downloaded: 127\.0\.0\.1:\d+ knows no public model/;

  test.each([
    ['an unknown model', 'org/nothing', {}, unknown],
    ['an unknown revision', 'org/base', { revision: 'v9' }, /^"org\/base" has no revision "v9"$/],
    ['a revision that climbs', 'org/base', { revision: '../../evil' }, /^revision must be a branch, tag or commit/],
    ['an id that climbs', 'org/..', {}, /^"org\/\.\." is not a folder; pass a folder/],
    ['an endpoint that is no address', 'org/base', { endpoint: 'huggingface' }, /^endpoint \(HF_ENDPOINT\) must be/],
  ])('to %s', async (_, id, options, message) => {
    await expect(readAll(id, options)).rejects.toThrow(message);
    await expect(readAll(id, options)).rejects.toBeInstanceOf(InputError);
  });

  test.each([
    ['is no Hub', { status: 200 }, /does not answer as a Hugging Face Hub: it names no commit/],
    [
      'gates the model',
      { status: 403, headers: { 'x-error-code': 'GatedRepo' } },
      /its owners ask for consent first; give it at 127\.0\.0\.1:\d+\/org\/base/,
    ],
    [
      'gates the model and knows nobody',
      { status: 401, headers: { 'x-error-code': 'GatedRepo' } },
      /its owners ask for consent first; give it at 127\.0\.0\.1:\d+\/org\/base and pass \{ token \} or set HF_TOKEN \(status 401\)$/,
    ],
    ['is asked too often', { status: 429, headers: { 'retry-after': '0' } }, /\(status 429\)$/],
    ['is broken', { status: 500, headers: { 'retry-after': '0' } }, /answers with status 500$/],
  ])('because it %s', async (_, answer, message) => {
    hub.faults = { status: () => answer };
    expect(await refusal()).toMatch(message);
  });

  test('but is asked again after a moment of trouble', async () => {
    const asked = new Set<string>();
    hub.faults = {
      status({ method, path }) {
        const first = !asked.has(method + path);
        asked.add(method + path);
        return first ? { status: 503, headers: { 'retry-after': '0' } } : undefined;
      },
    };
    expect(await fingerprint()).toBe(expected);
  });

  test('offline, of what is not in the cache', async () => {
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    expect(await refusal()).toMatch(/is not in the cache .*, and HF_HUB_OFFLINE forbids to ask for it$/);
    expect(hub.seen).toEqual([]);
  });
});

describe('a cache of another make is read as Python reads it', () => {
  const offline = async () => {
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    hub.seen.length = 0;
    expect(await fingerprint()).toBe(expected);
    expect(hub.seen).toEqual([]);
  };

  test('without links and blobs, as where the system has none', async () => {
    const snapshot = join(folder(), 'snapshots', COMMIT);
    await mkdir(join(folder(), 'refs'), { recursive: true });
    await mkdir(snapshot, { recursive: true });
    await writeFile(join(folder(), 'refs/main'), COMMIT);
    for (const name of ['config.json', 'preprocessor_config.json', 'vocab.json', 'model.safetensors']) {
      await copyFile(join(lineFolder('base'), name), join(snapshot, name));
    }
    expect(await fingerprint()).toBe(expected);
    expect(hub.seen.filter(onCdn)).toEqual([]);
    await offline();
  });

  test.each(['the whole cache', 'its blobs'])('with %s moved elsewhere, and a link left behind', async (moved) => {
    await readAll('org/base');
    const from = moved === 'its blobs' ? join(folder(), 'blobs') : join(environment.home, 'hub');
    const to = join(environment.home, 'another disk');
    await rename(from, to);
    await symlink(to, from);
    await offline();
  });

  test('with a model moved elsewhere, which is completed there', async () => {
    const elsewhere = join(environment.home, 'another disk');
    await mkdir(elsewhere);
    await mkdir(join(environment.home, 'hub'));
    await symlink(elsewhere, folder());
    expect(await fingerprint()).toBe(expected);
    expect(await readdir(join(elsewhere, 'snapshots'))).toEqual([COMMIT]);
    await offline();
  });
});

describe('a cache that is not to be trusted', () => {
  test('whose branch is no commit is looked up again, and whose link is broken is mended', async () => {
    await readAll('org/base');
    await writeFile(join(folder(), 'refs/main'), '../../evil');
    const weights = join(folder(), 'snapshots', COMMIT, 'model.safetensors');
    await rename(weights, `${weights}.old`);
    await symlink('../../blobs/nothing', weights);
    expect(await fingerprint()).toBe(expected);
    expect(await readFile(join(folder(), 'refs/main'), 'utf8')).toBe(COMMIT);
  });
});

describe('several at once', () => {
  test('in one process fetch a file once', async () => {
    const models = await Promise.all([1, 2, 3].map(() => readAll('org/base')));
    expect(models.map((model) => model.fingerprint)).toEqual([expected, expected, expected]);
    expect(hub.seen.filter(onCdn)).toHaveLength(1);
  });

  test('in several processes leave one whole cache', async () => {
    const script = `
      import { readAll } from '${inRepository('packages/checkpoints/src/testing/read-all.ts')}';
      console.log((await readAll('org/base')).fingerprint);`;
    const args = ['--conditions=@audiate/source', '--input-type=module', '-e', script];
    hub.faults = { hold: (seen) => (onCdn(seen) ? new Promise((resolve) => setTimeout(resolve, 500)) : undefined) };
    const children = [1, 2].map(async () => {
      const child = spawn(process.execPath, [inRepository('node_modules/tsx/dist/cli.mjs'), ...args], {
        cwd: inRepository('.'),
      });
      let output = '';
      for await (const chunk of child.stdout) output += chunk;
      return output.trim();
    });
    expect(await Promise.all(children)).toEqual([expected, expected]);
    expect((await blobs()).filter((name) => name.length > 64)).toEqual([]);
    expect(await blobs()).toHaveLength(4);
  });

  test('a process that was killed leaves what another completes', async () => {
    const script = `
      import { readAll } from '${inRepository('packages/checkpoints/src/testing/read-all.ts')}';
      await readAll('org/base', { onProgress: ({ bytes }) => { if (bytes >= 5000) process.kill(process.pid, 'SIGKILL'); } });`;
    hub.faults = { cutAfter: (seen) => (onCdn(seen) ? 25_000 : undefined) };
    await promisify(execFile)(
      process.execPath,
      [
        inRepository('node_modules/tsx/dist/cli.mjs'),
        '--conditions=@audiate/source',
        '--input-type=module',
        '-e',
        script,
      ],
      { cwd: inRepository('.') },
    ).catch(() => {});
    expect((await blobs()).filter((name) => name.endsWith('.incomplete'))).toHaveLength(1);
    hub.faults = {};
    hub.seen.length = 0;
    expect(await fingerprint()).toBe(expected);
    expect(ranges()[0]).toMatch(/^bytes=\d+-$/);
    expect((await blobs()).join()).not.toContain('incomplete');
  });
});
