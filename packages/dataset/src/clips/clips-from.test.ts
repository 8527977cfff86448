import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { encodeWav } from '@audiate/media';
import { toyModel } from '@audiate/protocol/testing';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scan } from '../scan/scan.js';
import { type ClipsFromOptions, clipsFrom } from './clips-from.js';

let root: string;
const tone = (i: number) => Float32Array.from({ length: 1600 }, (_, t) => 0.5 * Math.sin(0.05 * (i + 1) * t));
const wav = (i: number) => encodeWav(tone(i), { sampleRate: 16_000 });
const at = (...path: string[]) => join(root, ...path);
const write = (name: string, content: string | Uint8Array) => writeFileSync(at(name), content);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'audiate-clips-'));
  for (const folder of ['a/deep', '.hidden', 'empty']) mkdirSync(at(folder), { recursive: true });
  for (const [i, name] of ['b.wav', 'a/one.WAV', 'a/deep/two.wav', '.hidden/no.wav', 'a/notes.txt'].entries()) {
    write(name, wav(i));
  }
  write('list.csv', '\ufeffpath,label,sentence\r\nb.wav,dog,"one, two"\r\na/one.WAV,,\r\ngone.wav,cat,three\r\n');
  write('list.tsv', 'Path\tclass\na/deep/two.wav\tcat\n');
  write('list.jsonl', '{"audio_filepath":"b.wav","text":"hello","duration":0.1}\n\n{"audio_filepath":"a/one.WAV"}\n');
  write('quote.csv', 'path,label\nb.wav,"dog\n');
  write('bad.jsonl', '{"path":"b.wav"}\nnonsense\n');
  write('odd.csv', 'name,size\nb.wav,3\n');
  write('nothing.csv', 'path\n');
  const rows = [0, 1, 2].map((i) => ({ bytes: wav(i), path: i === 1 ? null : `${i}.wav` }));
  write('train-0.parquet', shard(rows, [2, 0, 1]));
  write('train-1.parquet', shard([{ bytes: null, path: 'far.wav' }], [0]));
});
afterAll(() => rmSync(root, { recursive: true }));

/** As `datasets` writes it. */
function shard(
  audio: readonly object[],
  label: number[],
  { sound = 'audio', text = 'text', rowGroupSize = 2 } = {},
): Uint8Array {
  const huggingface = { info: { features: { label: { names: ['ant', 'bee', 'cow'], _type: 'ClassLabel' } } } };
  const schema = [
    { name: 'root', num_children: 3 },
    { name: sound, repetition_type: 'OPTIONAL', num_children: 2 },
    { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
    { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    { name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' },
    { name: text, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  ] as const;
  const columnData = [
    { name: sound, data: [...audio] },
    { name: 'label', data: label.map(BigInt) },
    { name: text, data: label.map((i) => `words ${i}`) },
  ];
  const kvMetadata = [{ key: 'huggingface', value: JSON.stringify(huggingface) }];
  return new Uint8Array(parquetWriteBuffer({ schema: [...schema], columnData, kvMetadata, rowGroupSize } as never));
}

async function listed(source: string | readonly string[], options?: ClipsFromOptions) {
  const found = [];
  for await (const { file, label, transcript, sound } of clipsFrom(source, options)) {
    const samples = await (sound as () => Promise<{ samples: Float32Array }>)().then(
      (read) => read.samples,
      (error: Error) => error.message,
    );
    const which =
      typeof samples === 'string' ? samples : [0, 1, 2].find((i) => Math.abs(tone(i)[7]! - samples[7]!) < 1e-3);
    found.push([file, which, label, transcript]);
  }
  return found;
}

test('a folder, a pattern, a file and a list of them', async () => {
  const [b, one, two] = [
    ['b.wav', 0, undefined, undefined],
    ['a/one.WAV', 1, undefined, undefined],
    ['a/deep/two.wav', 2, undefined, undefined],
  ] as const;
  const from = (found: readonly (readonly unknown[])[]) => found.map(([file, ...rest]) => [at(String(file)), ...rest]);
  expect(await listed(root)).toEqual([two, one, b]);
  expect(await listed(at('**/*.wav'))).toEqual(from([two, b]));
  expect(await listed(at('a/*.{wav,WAV}'))).toEqual(from([one]));
  expect(await listed([at('b.wav'), at('a')])).toEqual([...from([b]), ...from([two, one])]);
});

test('clips of several sources keep apart, and each finds its own sound', async () => {
  for (const [i, folder] of ['many/s1', 'many/s2'].entries()) {
    mkdirSync(at(folder), { recursive: true });
    write(`${folder}/1.wav`, wav(i));
    write(`${folder}/list.csv`, 'path\n1.wav\n');
    write(`${folder}/0000.parquet`, shard([{ bytes: wav(i), path: '1.wav' }], [i]));
  }
  const two = (name: (folder: string) => string) => ['s1', 's2'].map((folder, i) => [name(folder), i]);
  const named = async (source: string | readonly string[]) => (await listed(source)).map(([file, i]) => [file, i]);
  expect(await named([`${at('many/s1')}/`, at('many/s2')])).toEqual(two((folder) => `${at('many', folder)}/1.wav`));
  expect(await named(at('many/*/list.csv'))).toEqual(two((folder) => `${folder}/list.csv:1.wav`));
  expect(await named([at('many/s1/list.csv'), at('many/s2/*.csv')])).toEqual(
    two((folder) => `${at('many', folder)}/list.csv:1.wav`),
  );
  expect(await named(at('many/*/*.parquet'))).toEqual(two((folder) => `${folder}/0000.parquet#0:1.wav`));
  expect(await named([at('many/s1/0000.parquet'), at('many/s2/0000.parquet')])).toEqual(
    two((folder) => `${at('many', folder)}/0000.parquet#0:1.wav`),
  );
});

test('a name that two clips would have is refused with its two places', async () => {
  write('twice.csv', 'path,label\nb.wav,dog\na/one.WAV,cat\nb.wav,cow\n');
  await expect(listed(at('twice.csv'))).rejects.toThrow(
    /^the manifest ".*twice.csv" lists "b.wav" twice, in rows 1 and 3; give each clip one row, as moments are told by these names$/,
  );
  const twice: readonly (readonly [string[], RegExp])[] = [
    [[at('b.wav'), at('*.wav')], /b.wav" comes twice, in ".*b.wav" and in ".*\*.wav"; name each clip once/],
    [[at('a'), at('a')], /two.wav" comes twice, in ".*a"; name each clip once/],
    [[at('list.csv'), at('*.csv')], /list.csv:b.wav" comes twice, in ".*list.csv" and in ".*csv"/],
    [[at('train-0.parquet'), at('train-*.parquet')], /train-0.parquet" comes twice/],
  ];
  for (const [sources, message] of twice) await expect(listed(sources)).rejects.toThrow(message);
  // Rows of a shard are told apart by their numbers.
  write(
    'same.parquet',
    shard(
      [0, 1, 0].map((i) => ({ bytes: wav(i), path: 'same.wav' })),
      [0, 1, 2],
    ),
  );
  expect((await listed(at('same.parquet'))).map(([file, i]) => [file, i])).toEqual([
    ['same.parquet#0:same.wav', 0],
    ['same.parquet#1:same.wav', 1],
    ['same.parquet#2:same.wav', 0],
  ]);
});

test('a pattern that begins with ./ counts from the program’s folder', async () => {
  const found = await listed(`./${relative(process.cwd(), at('a'))}/*.{wav,WAV}`);
  expect(found.map(([, ...rest]) => rest)).toEqual([[1, undefined, undefined]]);
});

test('links in a circle end, and a folder goes by its own name', async () => {
  mkdirSync(at('circle/deep'), { recursive: true });
  write('circle/deep/x.wav', wav(0));
  for (const name of ['l', 'm']) symlinkSync('..', at('circle/deep', name));
  symlinkSync('deep', at('circle/twin'));
  expect((await listed(at('circle'))).map(([file]) => file)).toEqual(['deep/x.wav']);
});

test('manifests with their labels and transcripts; what is not there is told in its turn', async () => {
  expect(await listed(at('list.csv'))).toEqual([
    ['b.wav', 0, 'dog', 'one, two'],
    ['a/one.WAV', 1, undefined, undefined],
    ['gone.wav', expect.stringMatching(/gone.wav/), 'cat', 'three'],
  ]);
  expect(await listed(at('list.tsv'))).toEqual([['a/deep/two.wav', 2, 'cat', undefined]]);
  expect(await listed(at('list.jsonl'))).toEqual([
    ['b.wav', 0, undefined, 'hello'],
    ['a/one.WAV', 1, undefined, undefined],
  ]);
  write('late.jsonl', '{"path":"b.wav"}\n{"path":"a/one.WAV","label":"x"}\n');
  expect(await listed(at('late.jsonl'))).toEqual([
    ['b.wav', 0, undefined, undefined],
    ['a/one.WAV', 1, 'x', undefined],
  ]);
  write('elsewhere.csv', 'name,what\none.WAV,x\n');
  expect(await listed(at('elsewhere.csv'), { root: at('a'), columns: { file: 'name', label: 'what' } })).toEqual([
    ['one.WAV', 1, 'x', undefined],
  ]);
});

test('shards of Hugging Face’s Audio, with the names of classes', async () => {
  expect(await listed(at('train-*.parquet'))).toEqual([
    ['train-0.parquet#0:0.wav', 0, 'cow', 'words 2'],
    ['train-0.parquet#1', 1, 'ant', 'words 0'],
    ['train-0.parquet#2:2.wav', 2, 'bee', 'words 1'],
    ['train-1.parquet#0:far.wav', expect.stringMatching(/^its column "audio" holds no bytes/), 'ant', 'words 0'],
  ]);
});

test('the column with bytes is the sound, whatever the names of the others', async () => {
  write('named.parquet', shard([{ bytes: wav(0), path: '0.wav' }], [1], { text: 'file' }));
  write('unusual.parquet', shard([{ bytes: wav(2), path: null }], [1], { sound: 'recording', text: 'path' }));
  expect(await listed(at('{named,unusual}.parquet'))).toEqual([
    ['named.parquet#0:0.wav', 0, 'bee', undefined],
    ['unusual.parquet#0', 2, 'bee', undefined],
  ]);
});

test('a row group of more rows than anybody’s is refused before it is read', async () => {
  const rows = 2 ** 17 + 1;
  const labels = new Array<number>(rows).fill(0);
  write(
    'huge.parquet',
    shard(
      labels.map(() => ({ bytes: null, path: null })),
      labels,
      { rowGroupSize: rows },
    ),
  );
  await expect(listed(at('huge.parquet'))).rejects.toThrow(
    /^can't read the shard "huge.parquet": a row group has 131073 rows, too many to hold; write it again in groups of at most 131072$/,
  );
});

test.each<[string, RegExp]>([
  ['missing', /^there is no file or folder ".*missing"$/],
  ['empty', /^the folder ".*empty" holds no sound file$/],
  ['**/*.flac', /^no file matches ".*flac"; patterns are as in/],
  ['quote.csv', /^the manifest ".*quote.csv" is damaged in row 2: Quoted field unterminated$/],
  ['bad.jsonl', /^line 2 of the manifest ".*bad.jsonl" is no object of JSON: "nonsense"$/],
  ['odd.csv', /^the manifest ".*odd.csv" has no column for the file, only name, size; name it by columns/],
  ['nothing.csv', /^the manifest ".*nothing.csv" lists no clip$/],
])('refuses %s', async (name, message) => {
  await expect(listed(at(name))).rejects.toThrow(message);
});

test('a scan takes it, again and again', async () => {
  const clips = clipsFrom(at('list.csv'));
  const options = { layers: ['filters'], engine: 'cpu', out: at('index') } as const;
  const index = await scan(toyModel(), clips, options);
  expect(index.facts).toMatchObject({ clips: 2, skipped: { count: 1, first: [{ file: 'gone.wav' }] } });
  expect((await index.unit('filters', 0)).top.map(({ file, label }) => [file, label])).toContainEqual(['b.wav', 'dog']);
  expect(await (await scan(toyModel(), clips, options)).bytes()).toEqual(await index.bytes());
  expect(() => clipsFrom([])).toThrow(/^clipsFrom takes a path/);
});
