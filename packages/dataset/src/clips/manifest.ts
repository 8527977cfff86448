import { readPlainFile } from '@audiate/media';
import { InputError, type NodeFiles, show } from '@audiate/protocol';
import Papa from 'papaparse';
import type { CorpusClip } from '../scan/clip-source.js';
import { type ColumnNames, findColumns } from './columns.js';
import { readerOf } from './read-clip.js';

/** A million clips take some 100 MB. */
const MAX_BYTES = 2 ** 28;

/** How a manifest is read. */
interface ManifestOptions {
  readonly columns?: ColumnNames;
  readonly root?: string;
  /** Ends the reading of its sounds. */
  readonly signal?: AbortSignal;
}

/** A line of a manifest by its columns. */
type Line = Readonly<Record<string, unknown>>;

/**
 * The clips that a manifest lists, in its order: CSV or TSV with a head line, or an object of JSON a line. Paths are meant
 * from `root`, the manifest's folder unless given, unless they are addresses; a path that leads nowhere is told when its turn comes.
 * @throws InputError for a file that can't be read, a line that can't, a table without a column for the file, and a path that
 * two rows have.
 */
export async function manifestClips(
  files: NodeFiles,
  manifest: string,
  { columns, root = files.path.dirname(manifest), signal }: ManifestOptions,
): Promise<CorpusClip[]> {
  const bytes = await readPlainFile(manifest, MAX_BYTES).catch((error) => {
    throw new InputError(`can't read the manifest ${show(manifest)}: ${error.message}`, { cause: error });
  });
  const text = new TextDecoder().decode(bytes);
  const lines = /\.(jsonl|ndjson)$/i.test(manifest) ? jsonLines(text, manifest) : separated(text, manifest);
  if (lines.length === 0) throw new InputError(`the manifest ${show(manifest)} lists no clip`);
  const found = findColumns(`the manifest ${show(manifest)}`, columnsOf(lines), columns);
  const textOf = (line: Line, column: string | undefined): string | undefined => {
    const value = column === undefined ? undefined : line[column];
    return value === undefined || value === null || value === '' ? undefined : String(value);
  };
  const rows = new Map<string, number>();
  return lines.map((line, i) => {
    const file = textOf(line, found.file) ?? `line ${i + 1}`;
    const there = rows.get(file);
    if (there !== undefined) {
      throw new InputError(
        `the manifest ${show(manifest)} lists ${show(file)} twice, in rows ${there} and ${i + 1}; give each clip one row, as moments are told by these names`,
      );
    }
    rows.set(file, i + 1);
    const [label, transcript] = [textOf(line, found.label), textOf(line, found.transcript)];
    return {
      file,
      ...readerOf(/^(https?|file):/i.test(file) ? file : files.path.resolve(root, file), { signal }),
      ...(label === undefined ? {} : { label }),
      ...(transcript === undefined ? {} : { transcript }),
    };
  });
}

/** The columns of any line: in JSON a line leaves out what it doesn't know. */
function columnsOf(lines: readonly Line[]): string[] {
  const columns = new Set<string>();
  for (const line of lines) for (const column of Object.keys(line)) columns.add(column);
  // Papa Parse's name for fields beyond the head line.
  columns.delete('__parsed_extra');
  return [...columns];
}

function separated(text: string, manifest: string): Line[] {
  const delimiter = /\.tsv$/i.test(manifest) ? '\t' : '';
  const { data, errors } = Papa.parse<Line>(text, { header: true, skipEmptyLines: 'greedy', delimiter });
  const fault = errors.find(({ type }) => type === 'Quotes');
  if (fault) {
    throw new InputError(`the manifest ${show(manifest)} is damaged in row ${(fault.row ?? 0) + 1}: ${fault.message}`);
  }
  return data;
}

function jsonLines(text: string, manifest: string): Line[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      const found = JSON.parse(line);
      if (typeof found === 'object' && found !== null && !Array.isArray(found)) return [found as Line];
    } catch {
      // Told below.
    }
    throw new InputError(`line ${i + 1} of the manifest ${show(manifest)} is no object of JSON: ${show(line)}`);
  });
}
