import { checkKeys, InputError, isList, type NodeFiles, nodeFiles, show } from '@audiate/protocol';
import { onDisk } from '../index-file/on-disk.js';
import type { CorpusClip } from '../scan/clip-source.js';
import type { ColumnNames } from './columns.js';
import { globbed, isGlob, soundsBelow } from './find-files.js';
import { manifestClips } from './manifest.js';
import { parquetClips } from './parquet-clips.js';
import { readerOf } from './read-clip.js';

/** Options of {@link clipsFrom}. */
export interface ClipsFromOptions {
  /** Which columns of a manifest or shard say what; found by their usual names unless given. */
  readonly columns?: ColumnNames;
  /** The folder that a manifest's paths are meant from; its own unless given. */
  readonly root?: string;
}

/**
 * The clips of a corpus on disk, in an order that is the same at every run; sounds are read when their turn comes.
 *
 * - a folder: its sound files, also in folders below, by their paths from it;
 * - a pattern, `speech/**\/*.flac`;
 * - a manifest, `.csv`, `.tsv` or `.jsonl`, with a column for the file and perhaps for label and transcript;
 * - a Parquet shard with Hugging Face's `Audio` column, also many by a pattern;
 * - one sound file; a list of any of these.
 *
 * Needs Node.
 * @throws InputError, when it is iterated, for what is not there, and for a table that can't be read.
 */
export function clipsFrom(
  source: string | readonly string[],
  options: ClipsFromOptions = {},
): AsyncIterable<CorpusClip> {
  const given = checkKeys('options of clipsFrom', options, ['columns', 'root']);
  const sources = isList(source) ? source : [source];
  const odd = sources.findIndex((one) => typeof one !== 'string' || one === '');
  if (odd >= 0 || sources.length === 0) {
    throw new InputError(`clipsFrom takes a path, a pattern or a list of them, got ${show(sources[odd] ?? source)}`);
  }
  const files = nodeFiles("can't read clips from a disk");
  return {
    async *[Symbol.asyncIterator]() {
      for (const one of sources as readonly string[]) yield* clipsOf(files, one, given);
    },
  };
}

async function* clipsOf(files: NodeFiles, source: string, options: ClipsFromOptions): AsyncGenerator<CorpusClip> {
  const { fs, path } = files;
  const found = await fs.stat(source).catch(() => undefined);
  if (found?.isDirectory()) {
    const sounds = await soundsBelow(files, source);
    if (sounds.length === 0) throw new InputError(`the folder ${show(source)} holds no sound file`);
    for (const file of sounds) yield { file, ...readerOf(path.join(source, file)) };
  } else if (found) yield* clipsOfFile(files, source, options);
  else if (isGlob(source)) for (const file of await globbed(files, source)) yield* clipsOfFile(files, file, options);
  else throw new InputError(`there is no file or folder ${show(source)}`);
}

async function* clipsOfFile(files: NodeFiles, file: string, options: ClipsFromOptions): AsyncGenerator<CorpusClip> {
  if (/\.(csv|tsv|jsonl|ndjson)$/i.test(file)) yield* await manifestClips(files, file, options);
  else if (/\.parquet$/i.test(file))
    yield* parquetClips(await onDisk(file), files.path.basename(file), options.columns);
  else yield { file, ...readerOf(file) };
}
