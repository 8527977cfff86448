import { InputError } from '@audiate/protocol';
import { expect, test } from 'vitest';
import { openFiles } from './open-files.js';

const open = (...files: File[]) => openFiles({ files, sampleRate: 16_000 });
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
    'weights in shards',
    [file('config.json', '{}'), file('model.safetensors.index.json', '{}'), file('model-00001-of-00002.safetensors')],
    /^the weights lie in several files \(model\.safetensors\.index\.json\)/,
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
