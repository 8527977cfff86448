import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ran } from '../testing/ran.js';

const FEATURES = new URL('../../../wav2vec2-tiny/models/tiny-features', import.meta.url).pathname;
/** The last that is looked at. */
const NOT_BUILT = /^the studio is not built here; npm run build makes it/;

test.each(['missing.onnx', './a/missing.onnx', 'models/missing.onnx', 'file:///missing.onnx'])(
  'a file that is not there is told before anything is served: %s',
  async (named) => {
    const { code, out, err } = await ran('studio', named);
    expect([code, out, err]).toEqual([1, [], [`there is no file "${named}"`]]);
  },
);

/** A dictionary of tiny whose files name the place that it reads, or none. */
async function dictionaryThatReads(place?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-dictionary-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(FEATURES, folder, { recursive: true });
  const { hook_name: _, metadata: __, ...config } = JSON.parse(await readFile(join(folder, 'cfg.json'), 'utf8'));
  await writeFile(join(folder, 'cfg.json'), JSON.stringify({ ...config, ...(place && { hook_name: place }) }));
  return folder;
}

test.each([
  [undefined, [], /^the dictionary ".*" does not say which layer it reads; name it by --dictionary-layer$/],
  [
    'blocks.2.hook_resid_post',
    ['--dictionary-layer', 'encoder.1'],
    /^the dictionary ".*" says that it reads encoder\.2, and --dictionary-layer "encoder\.1"; leave that out$/,
  ],
  ['blocks.2.hook_resid_post', ['--dictionary-layer', 'encoder.2'], NOT_BUILT],
  ['blocks.6.hook_mlp_out', ['--dictionary-layer', 'encoder.2'], NOT_BUILT],
  [undefined, ['--dictionary-layer', 'encoder.2'], NOT_BUILT],
])('a dictionary that says it reads %s, with %j', async (place, flags, told) => {
  const { code, err } = await ran('studio', 'tiny', '--dictionary', await dictionaryThatReads(place), ...flags);
  expect([code, err]).toEqual([1, [expect.stringMatching(told)]]);
});

test('beside the sources no studio is built, and that is said', async () => {
  const { code, err } = await ran('studio');
  expect(code).toBe(1);
  expect(err).toEqual([expect.stringMatching(NOT_BUILT)]);
});
