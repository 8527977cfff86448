import { expect, test } from 'vitest';
import { droppedFiles } from './dropped-files.js';
import { pickedFiles } from './picked-files.js';
import { topLevel } from './top-level.js';

/** Folders of folders; a text is a file. */
interface Tree {
  readonly [name: string]: Tree | string;
}

const file = (name: string, text = '') => new File([text], name);

function entry(name: string, content: Tree | string): FileSystemEntry {
  if (typeof content === 'string') {
    const found = { name, isFile: true, file: (done: (file: File) => void) => done(file(name, content)) };
    return found as unknown as FileSystemEntry;
  }
  // As browsers do: in portions, and an empty one at the end.
  const left = Object.entries(content).map(([child, within]) => entry(child, within));
  const readEntries = (done: (entries: FileSystemEntry[]) => void) => done(left.splice(0, 2));
  return { name, isFile: false, createReader: () => ({ readEntries }) } as unknown as FileSystemEntry;
}

const dropped = (name: string, content: Tree | string) => ({
  kind: 'file',
  webkitGetAsEntry: () => entry(name, content),
  getAsFile: () => null,
});

const TREE = { 'a.wav': '1', 'b.wav': '2', 'c.wav': '3', '.DS_Store': 'x', within: { 'a.wav': '4' } };

test('folders are walked, in portions, as deep as asked', async () => {
  const all = await droppedFiles([dropped('sounds', TREE), dropped('d.wav', '5')]);
  expect(all.map(({ path }) => path)).toEqual([
    'sounds/a.wav',
    'sounds/b.wav',
    'sounds/c.wav',
    'sounds/within/a.wav',
    'd.wav',
  ]);
  expect(await all[3]!.file.text()).toBe('4');
  expect(await droppedFiles([dropped('sounds', TREE)], { depth: 1 })).toHaveLength(3);
});

test('a browser that knows no folders gives files; a dropped text gives none', async () => {
  const items = [
    { kind: 'string', getAsFile: () => null },
    { kind: 'file', getAsFile: () => file('a.wav') },
  ];
  expect((await droppedFiles(items)).map(({ path }) => path)).toEqual(['a.wav']);
});

test('of a folder the model is what lies in it, not what its folders hold', () => {
  const placed = ['m/sub/config.json', 'm/config.json', 'm/sub/model.safetensors', 'm/model.safetensors'].map(
    (path) => ({ path, file: file(path.split('/').at(-1)!, path) }),
  );
  const { folder, files } = topLevel(placed);
  expect(folder).toBe('m');
  expect(files).toEqual([placed[1]!.file, placed[3]!.file]);
  expect(topLevel([{ path: 'a.onnx', file: file('a.onnx') }])).toMatchObject({ files: [{ name: 'a.onnx' }] });
  expect(topLevel([])).toEqual({ files: [] });
});

test('what was chosen is forgotten by the input, so that it can be chosen again', () => {
  const input = { files: [file('a.wav')], value: 'a.wav' } as unknown as HTMLInputElement;
  expect(pickedFiles(input)).toMatchObject([{ path: 'a.wav' }]);
  expect(input.value).toBe('');
});
