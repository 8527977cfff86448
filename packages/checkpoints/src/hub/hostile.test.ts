import { readdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InputError } from '@audiate/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lineFolder } from '../testing/golden.js';
import { COMMIT, hostedLine } from '../testing/hosted-model.js';
import { type HubEnvironment, hubEnvironment } from '../testing/hub-environment.js';
import type { HubServer, Seen } from '../testing/hub-server.js';
import { readAll } from '../testing/read-all.js';

let environment: HubEnvironment;
let hub: HubServer;
beforeEach(async () => {
  environment = await hubEnvironment({ 'org/base': await hostedLine('base') });
  ({ hub } = environment);
});
afterEach(() => environment.close());

const expected = (await readAll(lineFolder('base'))).fingerprint;
const inModel = (...names: string[]) => join(environment.home, 'hub/models--org--base', ...names);
const names = (folder: string) => readdir(inModel(folder)).catch(() => [] as string[]);

async function refusal(options = {}): Promise<string> {
  const error = await readAll('org/base', options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).not.toContain('\n');
  return (error as Error).message;
}

/** True for the first `count` requests that a test picks. */
function first(count: number, picked: (seen: Seen) => boolean) {
  let left = count;
  return (seen: Seen) => picked(seen) && left-- > 0;
}

describe('a 404 that is not the Hub’s', () => {
  const preprocessor = ({ path }: Seen) => path.includes('preprocessor_config.json');
  const plain404 = { status: 404, headers: { 'retry-after': '0' } };

  test('is asked again, and is never remembered as absence', async () => {
    const faulty = first(2, preprocessor);
    hub.faults = { status: (seen) => (faulty(seen) ? plain404 : undefined) };
    expect((await readAll('org/base')).fingerprint).toBe(expected);
    expect(await readdir(inModel('.no_exist', COMMIT))).toEqual([
      'added_tokens.json',
      'processor_config.json',
      'special_tokens_map.json',
      'tokenizer_config.json',
    ]);
  });

  test('is refused when it stays, and the file is found when it is gone', async () => {
    hub.faults = { status: (seen) => (preprocessor(seen) ? plain404 : undefined) };
    expect(await refusal()).toMatch(
      /^preprocessor_config\.json of "org\/base" cannot be downloaded: 127\.0\.0\.1:\d+ answers with status 404 as no Hugging Face Hub does; is there a proxy/,
    );
    expect(hub.seen.filter(preprocessor)).toHaveLength(5);
    hub.faults = {};
    expect((await readAll('org/base')).fingerprint).toBe(expected);
  });

  test('of the branch does not hide what is cached', async () => {
    await readAll('org/base');
    hub.faults = { status: () => plain404 };
    expect((await readAll('org/base')).fingerprint).toBe(expected);
  });
});

describe('a look-up', () => {
  const lookUp = (file: string) => (seen: Seen) => seen.method === 'HEAD' && seen.path.endsWith(`/${file}`);

  test.each(['config.json', 'model.safetensors'])('of %s whose connection breaks is tried again', async (file) => {
    const faulty = first(2, lookUp(file));
    hub.faults = {
      answer(seen, response) {
        if (!faulty(seen)) return false;
        response.destroy();
        return true;
      },
    };
    expect((await readAll('org/base')).fingerprint).toBe(expected);
    expect(hub.seen.filter(lookUp(file))).toHaveLength(3);
  });

  test('that is silent, and a download that is, are tried again after the environment’s time', async () => {
    vi.stubEnv('HF_HUB_ETAG_TIMEOUT', '1');
    vi.stubEnv('HF_HUB_DOWNLOAD_TIMEOUT', '1');
    const silent = [first(1, lookUp('model.safetensors')), first(1, ({ at }) => at === 'cdn')];
    hub.faults = { answer: (seen) => silent.some((picks) => picks(seen)) };
    expect((await readAll('org/base')).fingerprint).toBe(expected);
  });

  test('whose time is no number is refused', async () => {
    vi.stubEnv('HF_HUB_ETAG_TIMEOUT', 'soon');
    expect(await refusal()).toBe('HF_HUB_ETAG_TIMEOUT must be a finite number above 0 and at most 3600, got NaN');
  });
});

describe('a server that never ends', () => {
  /** Writes for ever, as fast as it is read. */
  const pour = (response: ServerResponse, bytes: Uint8Array) => {
    const more = () => {
      while (!response.destroyed && response.write(bytes));
    };
    response.on('drain', more);
    more();
  };
  const config = ({ path, method }: Seen, wanted: string) => path.includes('/config.json') && method === wanted;
  /** Tells the facts of a file but not its size. */
  const untold = (etag: string) => ({ 'x-repo-commit': COMMIT, etag: `"${etag}"` });

  test('sending a byte now and then is stopped by the limit of time', async () => {
    hub.faults = {
      answer({ at }, response) {
        if (at !== 'cdn') return false;
        response.writeHead(200, { 'content-length': 60_492 });
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
        return true;
      },
    };
    expect(await refusal({ timeoutSeconds: 1 })).toMatch(/^loading took longer than timeoutSeconds = 1; what was/);
    hub.faults = {};
    expect((await readAll('org/base', { timeoutSeconds: Number.POSITIVE_INFINITY })).fingerprint).toBe(expected);
  });

  test('by headers is refused', async () => {
    hub.faults = {
      answer(seen, response) {
        if (!config(seen, 'HEAD')) return false;
        response.writeHead(200, { 'x-repo-commit': COMMIT, 'x-much': 'a'.repeat(2 ** 20) }).end();
        return true;
      },
    };
    expect(await refusal()).toMatch(/^127\.0\.0\.1:\d+ answers with more headers than are read \(16 KiB\)$/);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['a body without a size', (response) => pour(response.writeHead(200), Buffer.alloc(2 ** 16, ' '))],
    [
      'a small body that unpacks to a large one',
      (response) => {
        const body = gzipSync(Buffer.alloc(40 * 2 ** 20, ' '));
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length }).end(body);
      },
    ],
  ])('by %s is refused above 32 MiB of JSON', async (_, send) => {
    hub.faults = {
      answer(seen, response) {
        if (config(seen, 'HEAD')) response.writeHead(200, untold('a'.repeat(40))).end();
        else if (config(seen, 'GET')) send(response);
        else return false;
        return true;
      },
    };
    expect(await refusal()).toMatch(
      /^config\.json of "org\/base" cannot be downloaded: it is longer than 32 MiB, and its server does not tell its size$/,
    );
    expect(await names('blobs')).toEqual([]);
  });

  test('telling a size that no config has is refused before it is fetched', async () => {
    hub.faults = {
      answer(seen, response) {
        if (!config(seen, 'HEAD')) return false;
        response.writeHead(200, { ...untold('a'.repeat(40)), 'content-length': 2 ** 26 }).end();
        return true;
      },
    };
    expect(await refusal()).toMatch(
      /^config\.json of "org\/base" has 64 MiB, above the limit of 32 MiB for such a file$/,
    );
    expect(hub.seen.filter(({ method }) => method === 'GET')).toEqual([]);
  });
});

describe('a file whose server does not tell its size', () => {
  test.each<[string, (bytes: Buffer) => Buffer, RegExp | undefined]>([
    ['is loaded', (bytes) => bytes, undefined],
    [
      'is checked by its hash',
      (bytes) => bytes.subarray(0, -1),
      /^vocab\.json of "org\/base" arrived with another hash/,
    ],
  ])('%s', async (_, change, message) => {
    const vocabulary = Buffer.from((await hostedLine('base')).files['vocab.json']!);
    let etag = '';
    const { createHash } = await import('node:crypto');
    etag = createHash('sha1').update(`blob ${vocabulary.length}\0`).update(vocabulary).digest('hex');
    hub.faults = {
      answer({ path, method }, response) {
        if (!path.includes('/vocab.json')) return false;
        response.writeHead(200, { 'x-repo-commit': COMMIT, etag: `"${etag}"` });
        if (method === 'GET') response.write(change(vocabulary));
        response.end();
        return true;
      },
    };
    if (message) expect(await refusal()).toMatch(message);
    else expect((await readAll('org/base')).fingerprint).toBe(expected);
  });
});
