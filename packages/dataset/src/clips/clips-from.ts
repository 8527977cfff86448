import { checkKeys, checkSignal, InputError, isList, type NodeFiles, nodeFiles, show } from '@audiate/protocol';
import type { AsyncBuffer } from 'hyparquet';
import { onDisk } from '../ranges/on-disk.js';
import { overHttp } from '../ranges/over-http.js';
import type { CorpusClip } from '../scan/clip-source.js';
import { type ClipNames, clipNames } from './clip-names.js';
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
  /**
   * Ends the reading of what the clips lie in: it rejects with the signal's reason. Nothing else bounds how long the server of
   * an address may take.
   */
  readonly signal?: AbortSignal;
}

/**
 * The clips of a corpus on disk, in an order that is the same at every run; sounds are read when their turn comes.
 *
 * - a folder: its sound files, also in folders below, by their paths from it;
 * - a pattern, `speech/**\/*.flac`;
 * - a manifest, `.csv`, `.tsv` or `.jsonl`, with a column for the file and perhaps for label and transcript;
 * - a Parquet shard with Hugging Face's `Audio` column, also many by a pattern;
 * - one sound file; a list of any of these;
 * - the address (`https:`) of a sound file or of a shard, of which only the columns needed are fetched, by HTTP ranges.
 *
 * Clips of several sources keep apart: of a list, names begin with the source (`s1/1.opus`, `s1/list.csv:1.opus`); of a pattern,
 * shards and manifests are named by their paths from its fixed part (`train/0000.parquet#7`).
 *
 * Needs Node.
 * @throws InputError, when it is iterated, for what is not there, for a table that can't be read, and for a name that two clips
 * would have: a path that a manifest lists twice, a source that is given twice.
 */
export function clipsFrom(
  source: string | readonly string[],
  options: ClipsFromOptions = {},
): AsyncIterable<CorpusClip> {
  const given = checkKeys('options of clipsFrom', options, ['columns', 'root', 'signal']);
  checkSignal(given.signal);
  const sources = isList(source) ? source : [source];
  const odd = sources.findIndex((one) => typeof one !== 'string' || one === '');
  if (odd >= 0 || sources.length === 0) {
    throw new InputError(`clipsFrom takes a path, a pattern or a list of them, got ${show(sources[odd] ?? source)}`);
  }
  const files = nodeFiles("can't read clips from a disk");
  return {
    async *[Symbol.asyncIterator]() {
      const reading = { ...given, many: sources.length > 1, names: clipNames() };
      for (const one of sources as readonly string[]) {
        for await (const clip of clipsOf(files, one, reading)) {
          yield clip;
          // Not one clip after another that can't be read.
          given.signal?.throwIfAborted();
        }
      }
    },
  };
}

interface Reading extends ClipsFromOptions {
  /** Whether there are other sources. */
  readonly many: boolean;
  readonly names: ClipNames;
}

async function* clipsOf(files: NodeFiles, source: string, reading: Reading): AsyncGenerator<CorpusClip> {
  const { fs, path } = files;
  const { many, names, signal } = reading;
  if (/^https?:/i.test(source)) {
    if (!URL.canParse(source)) throw new InputError(`there is no address ${show(source)}`);
    const { origin, pathname } = new URL(source);
    // Without what follows a question mark, which may be a secret.
    const name = origin + pathname;
    const table = many ? name : files.path.posix.basename(pathname);
    yield* clipsOfFile(files, source, { ...reading, source: name, table, path: pathname });
    return;
  }
  const found = await fs.stat(source).catch(() => undefined);
  if (found?.isDirectory()) {
    const sounds = await soundsBelow(files, source);
    if (sounds.length === 0) throw new InputError(`the folder ${show(source)} holds no sound file`);
    const inside = many ? `${source.replace(/[\\/]+$/, '')}/` : '';
    for (const file of sounds) {
      names.claim(inside + file, show(source));
      yield { file: inside + file, ...readerOf(path.join(source, file), { signal }) };
    }
  } else if (found) {
    yield* clipsOfFile(files, source, { ...reading, source, table: many ? source : undefined });
  } else if (isGlob(source)) {
    for (const { file, below } of await globbed(files, source)) {
      yield* clipsOfFile(files, file, { ...reading, source, table: many ? file : below });
    }
  } else throw new InputError(`there is no file or folder ${show(source)}`);
}

interface FileReading extends Reading {
  /** What a table is called in the names of its clips, where there may be others. */
  readonly table: string | undefined;
  /** What the user named, for messages. */
  readonly source: string;
  /** The path that tells what it is, of an address. */
  readonly path?: string;
}

async function* clipsOfFile(files: NodeFiles, file: string, reading: FileReading): AsyncGenerator<CorpusClip> {
  const { table, source, columns, names, signal, path = file } = reading;
  const place = show(source);
  signal?.throwIfAborted();
  if (/\.(csv|tsv|jsonl|ndjson)$/i.test(path)) {
    if (file !== path) throw new InputError(`a manifest is read from a disk, got ${place}; download it`);
    for (const clip of await manifestClips(files, file, reading)) {
      const name = table === undefined ? clip.file : `${table}:${clip.file}`;
      names.claim(name, place);
      yield { ...clip, file: name };
    }
  } else if (/\.parquet$/i.test(path)) {
    const shard = table ?? files.path.basename(file);
    // Its rows have names of their own.
    names.claim(shard, place);
    const shardFile = file === path ? await shardOnDisk(file) : await overHttp(file, { signal });
    yield* parquetClips(shardFile, shard, { columns, signal });
  } else {
    const name = file === path ? file : source;
    names.claim(name, place);
    yield { file: name, ...readerOf(file, { signal }) };
  }
}

function shardOnDisk(file: string): Promise<AsyncBuffer> {
  return onDisk(file).catch((error) => {
    throw new InputError(`can't read the shard ${show(file)}: ${error.message}`, { cause: error });
  });
}
