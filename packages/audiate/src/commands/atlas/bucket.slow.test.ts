import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openMap, s3Store } from '@audiate/atlas';
import { hasSwift, startSwift, type TestSwift } from '@audiate/atlas/internal/testing/swift-server';
import { sha256 } from '@audiate/media';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveExplorer } from '../../server/serve-explorer.js';

const TSX = fileURLToPath(new URL('../../../../../node_modules/tsx/dist/loader.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url));
const SPEECH = join(import.meta.dirname, '../../../../../fixtures/speech/cards/001.wav');

describe.runIf(hasSwift())('audiate atlas with nothing but a bucket and its keys', () => {
  let folder: string;
  let swift: TestSwift;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audiate-bucket-'));
    await mkdir(join(folder, 'swift'));
    swift = await startSwift(join(folder, 'swift'));
    await swift.makeBucket('atlas');
  });
  afterAll(async () => {
    await swift?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A command on a machine whose disk is empty. */
  async function onMachine(name: string, ...argv: string[]) {
    const cwd = join(folder, name);
    await mkdir(cwd, { recursive: true });
    const { endpoint, accessKeyId, secretAccessKey } = swift.options;
    const { PATH, HOME } = process.env;
    const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_ENDPOINT_URL: endpoint };
    const node = ['--conditions=@audiate/source', '--import', TSX, MAIN, 'atlas', ...argv];
    return new Promise<{ code: number; out: string[]; err: string[] }>((resolve) => {
      execFile(process.execPath, node, { cwd, env: { PATH, HOME, ...keys } }, (error, out, err) => {
        const code = error ? Number(error.code) : 0;
        resolve({ code, out: out.trim().split('\n'), err: err.trim().split('\n') });
      });
    });
  }

  const place = 's3://atlas/of/tiny';
  const settings = ['--steps', '1', '--seconds', '0.25', '--batch', '1', '--units-per-chunk', '1'];

  test('from a plan to a page', async () => {
    const early = await onMachine('one', 'run', place);
    expect([early.code, early.err[0]]).toEqual([1, expect.stringContaining(`there is no plan.json in "${place}"`)]);
    const planned = await onMachine('planner', 'plan', 'tiny', 'conv.0:1-4', ...settings, '--out', place);
    expect([planned.code, planned.out.at(-1)]).toEqual([0, `audiate atlas run ${place}`]);
    const job = await onMachine('planner', 'job', place, '--for', 'slurm', '--machines', '2');
    expect(job.out.at(-1)).toBe(`exec npx audiate atlas run '${place}' --model 'tiny'`);

    const run = (name: string, shard: string) => onMachine(name, 'run', place, '--shard', shard, '--engine', 'cpu');
    const shards = await Promise.all([run('one', '0/2'), run('other', '1/2')]);
    for (const shard of shards) expect([shard.code, shard.out]).toEqual([0, ['2 of 2 chunks are finished']]);
    expect(await readdir(join(folder, 'one'))).toEqual(['atlas-work']);
    expect(await readdir(join(folder, 'planner'))).toEqual([]);

    const merged = `${place}/merged`;
    const merge = await onMachine('merger', 'merge', place);
    expect(merge.out).toEqual([`${merged}/index.parquet holds 4 units, 4 archives their sounds`]);
    const again = await onMachine('merger', 'merge', place);
    expect(again.err[0]).toContain('holds an index; choose another prefix, or --force replaces it');
    const unheard = await onMachine('listener', 'serve', merged);
    expect(unheard.err[0]).toContain(`there is no map.parquet in "${merged}"`);
    const heard = await onMachine('listener', 'hear', merged, '--clips', SPEECH, '--windows', '4', '--engine', 'cpu');
    expect([heard.code, heard.out[0]]).toEqual([0, expect.stringContaining(`${merged}/map.parquet places 4 units`)]);
    expect(await readdir(join(folder, 'listener'))).toEqual([]);

    const studio = join(folder, 'studio');
    await mkdir(studio);
    await writeFile(join(studio, 'atlas.html'), 'the explorer');
    const server = await serveExplorer({ studio, atlas: s3Store(merged, swift.options), port: 0 });
    try {
      const { units, unit, sound } = await openMap(new URL('atlas/', server.address).href);
      expect(units.map((row) => row.unit)).toEqual([1, 2, 3, 4]);
      expect(await sha256(await sound('conv.0', 3))).toBe((await unit('conv.0', 3)).soundSha256);
      const none = await fetch(new URL('atlas/sounds/00009.tar', server.address));
      expect(none.status).toBe(404);
    } finally {
      await server.close();
    }
  });

  test('a plan that is none is refused, and so is one without end', async () => {
    const store = s3Store(place, swift.options);
    const plan = new TextDecoder().decode(await store.read('plan.json'));
    const [broken, long] = ['s3://atlas/broken', 's3://atlas/long'];
    await s3Store(broken, swift.options).write('plan.json', plan.replace('"last": 1', '"last": 1e9'));
    await s3Store(long, swift.options).write('plan.json', new Uint8Array(2 ** 26 + 1).fill(0x20));
    const told = [await onMachine('one', 'run', broken), await onMachine('one', 'run', long)];
    expect(told.map(({ code, err }) => [code, err[0]])).toEqual([
      [
        1,
        expect.stringMatching(/plan\.json in "s3:\/\/atlas\/broken" is no plan of an atlas: a chunk's last unit must/),
      ],
      [1, expect.stringMatching(/"plan\.json" in "s3:\/\/atlas\/long" has 67108865 bytes or more; 67108864 are the/)],
    ]);
  });
});
