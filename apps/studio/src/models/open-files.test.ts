import { readdirSync, readFileSync } from 'node:fs';
import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { openFiles } from './open-files.js';

const TINY = new URL('../../../../packages/wav2vec2-tiny/models/tiny', import.meta.url).pathname;
const open = (...files: File[]) => openFiles({ files, sampleRate: 16_000 }, new AbortController());
const file = (name: string, ...parts: BlobPart[]) => new File(parts, name);

test.each<[string, File[], RegExp]>([
  [
    'files that are no model',
    [file('a.txt', 'x')],
    /^these files are no model \(a\.txt\); drop an \.onnx file, or a folder/,
  ],
  ['settings that are not JSON', [file('config.json', '{'), file('model.safetensors')], /^config\.json is not JSON/],
  [
    'settings that hold a number',
    [file('config.json', '7'), file('model.safetensors')],
    /^config\.json holds no settings/,
  ],
  ['another family', [file('config.json', '{"model_type":"bert"}'), file('model.safetensors', 'x')], /bert/],
  [
    'several ONNX files',
    [file('a.onnx', 'x'), file('b.onnx', 'x')],
    /^these files are several models \(a\.onnx, b\.onnx\); choose one/,
  ],
  [
    'shards whose index is broken',
    [
      file('config.json', readFileSync(`${TINY}/config.json`)),
      file('model.safetensors.index.json', '{}'),
      file('model-00001-of-00002.safetensors'),
    ],
    /^weight_map in model\.safetensors\.index\.json must be an object/,
  ],
  ['a broken ONNX file', [file('x.onnx', 'no model')], /./],
])('refuses %s in one sentence', async (_, files, message) => {
  const failure = await open(...files).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(message);
  expect((failure as Error).message).not.toContain('\n');
});

test('settings of more bytes than any have are not read', async () => {
  const large = file('config.json', '{}');
  Object.defineProperty(large, 'size', { value: 2 ** 30 });
  await expect(open(large, file('model.safetensors', 'x'))).rejects.toThrow(/too many for settings/);
});

test('what an ONNX file does not name is not read, and a checkpoint goes before one', async () => {
  const movie = file('holiday.mov', 'x');
  const read = () => {
    throw new Error('it was read');
  };
  Object.assign(movie, { arrayBuffer: read, slice: read, text: read });
  await expect(open(file('x.onnx', 'no model'), movie)).rejects.toThrow(InputError);
  await expect(open(file('a.onnx', 'x'), file('config.json', '7'), file('model.safetensors', 'x'))).rejects.toThrow(
    /^config\.json holds no settings/,
  );
});

test('a checkpoint is its weights in one file, and in shards; more than a page holds is told before they are read', async () => {
  const folder = readdirSync(TINY).map((name) => file(name, readFileSync(`${TINY}/${name}`)));
  const { model, loader } = await open(...folder);
  expect([loader, model.vocabulary?.length]).toEqual(['loadWav2Vec2', 40]);

  const [weights] = folder.filter(({ name }) => name === 'model.safetensors');
  const beside = folder.filter((one) => one !== weights);
  const names = Object.keys(await headerOf(weights!)).filter((name) => name !== '__metadata__');
  const shard = 'model-00001-of-00001.safetensors';
  const index = JSON.stringify({ weight_map: Object.fromEntries(names.map((name) => [name, shard])) });
  const sharded = [...beside, file('model.safetensors.index.json', index), file(shard, await weights!.arrayBuffer())];
  const { model: same } = await open(...sharded);
  expect(same.fingerprint).toBe(model.fingerprint);
  model.dispose();
  same.dispose();

  for (const one of sharded.slice(-2)) Object.defineProperty(one, 'size', { value: 2 ** 31 + 1 });
  await expect(open(...sharded)).rejects.toThrow(/^the weights have 4294967298 bytes; a page holds 4294967296/);
});

test.each([
  ['an ONNX file', () => [file('a.onnx', new Uint8Array(2 ** 25))]],
  ['a checkpoint', () => readdirSync(TINY).map((name) => file(name, readFileSync(`${TINY}/${name}`)))],
])('a stop ends the reading of %s', async (_, files) => {
  const stop = new AbortController();
  let read = 0;
  const given = files().map((one) => {
    const slice = one.slice.bind(one);
    return Object.assign(one, {
      slice(start: number, end: number) {
        const piece = slice(start, end);
        read += piece.size;
        stop.abort('enough');
        return piece;
      },
    });
  });
  await expect(openFiles({ files: given, sampleRate: 16_000 }, stop)).rejects.toBe('enough');
  // A piece; of a checkpoint what tells where its weights are.
  expect(read).toBeLessThanOrEqual(given.reduce((sum, { size }) => sum + size, 0) / 2);
});

/** The header of a safetensors file: its length in eight bytes, then JSON. */
async function headerOf(weights: File): Promise<object> {
  const bytes = await weights.arrayBuffer();
  const length = Number(new DataView(bytes).getBigUint64(0, true));
  return JSON.parse(new TextDecoder().decode(bytes.slice(8, 8 + length)));
}
