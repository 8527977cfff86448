import { InputError } from '@audiate/protocol';
import { toyModel } from '@audiate/protocol/testing';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { parquetClips } from '../clips/parquet-clips.js';
import { mergeIndexes } from '../index-file/merge-indexes.js';
import { openIndex } from '../index-file/open-index.js';
import { inMemory } from '../ranges/in-memory.js';
import { scan } from '../scan/scan.js';
import { mutated } from './mutations.js';
import { toyCorpus } from './toy-corpus.js';

/** How mutated files were met. */
export interface Met {
  readonly read: number;
  readonly refused: number;
  /** What was neither. */
  readonly wrong: readonly string[];
}

/** An index, small and of all that indexes have. */
export async function smallIndex(): Promise<Uint8Array> {
  const options = { layers: ['filters', 'energies'], engine: 'cpu', window: 0.25, topK: 3, sampled: 4 } as const;
  return (await scan(toyModel({ channels: 3 }), toyCorpus(8), options)).bytes();
}

/** A shard with sounds, labels and transcripts, some of them null, in several row groups. */
export function smallShard(): Uint8Array {
  const schema = [
    { name: 'root', num_children: 3 },
    { name: 'audio', repetition_type: 'OPTIONAL', num_children: 2 },
    { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
    { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    { name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' },
    { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  ];
  const rows = Array.from({ length: 60 }, (_, i) => i);
  const columnData = [
    { name: 'audio', data: rows.map((i) => (i % 7 ? { bytes: Uint8Array.of(i, i, i), path: `${i % 3}.wav` } : null)) },
    { name: 'label', data: rows.map((i) => (i % 5 ? BigInt(i % 4) : null)) },
    { name: 'text', data: rows.map((i) => (i % 4 ? `words ${i % 6}` : null)) },
  ];
  return new Uint8Array(parquetWriteBuffer({ schema, columnData, rowGroupSize: 25 } as never));
}

/** Reads so many mutated files, and tells how each was met: read with what can be, or refused by an InputError. */
export async function meet(
  kind: 'index' | 'shard',
  { from, count }: { readonly from: number; readonly count: number },
): Promise<Met> {
  const [bytes, read] = kind === 'index' ? [await smallIndex(), readIndex] : [smallShard(), readShard];
  const met = { read: 0, refused: 0, wrong: [] as string[] };
  for (let which = from; which < from + count; which++) {
    try {
      const fault = await read(mutated(bytes, which));
      if (fault) met.wrong.push(`${which}: ${fault}`);
      else met.read++;
    } catch (error) {
      if (error instanceof InputError && /^(can't|the) [^\n]+$/.test(error.message)) met.refused++;
      else met.wrong.push(`${which}: ${(error as Error).stack}`);
    }
  }
  return met;
}

async function readIndex(bytes: Uint8Array): Promise<string | undefined> {
  const index = await openIndex(bytes);
  for (const { name, channels } of index.facts.layers) {
    const units = await index.units(name);
    if (units.length !== channels) return `${units.length} units`;
    for (const { count, mean, top, bottom, sample, quantile } of units) {
      if (![count, mean, quantile(0.5)].every((value) => typeof value === 'number')) return `a count of ${count}`;
      const odd = [...top, ...bottom, ...sample].find(
        ({ file, value }) => typeof file !== 'string' || typeof value !== 'number',
      );
      if (odd) return `a moment ${JSON.stringify(odd)}`;
    }
  }
  await mergeIndexes([index, index]);
  return undefined;
}

async function readShard(bytes: Uint8Array): Promise<string | undefined> {
  let rows = 0;
  for await (const { file, label, transcript, sound } of parquetClips(inMemory(bytes), 's')) {
    if (++rows > 60) return `${rows} rows`;
    if (!file.startsWith(`s#${rows - 1}`) || typeof sound !== 'function') return `a clip ${file}`;
    for (const text of [label, transcript]) if (text !== undefined && typeof text !== 'string') return `a text ${text}`;
  }
  return undefined;
}
