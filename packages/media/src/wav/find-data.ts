import { InputError, show } from '@audiate/protocol';
import { type Chunk, openRiff, type Riff } from './chunks.js';
import { type DataExtent, dataExtent } from './data-chunk.js';
import { type Format, readFormat } from './format.js';

/** The samples of a WAV file and how they are written. */
export interface FoundData extends DataExtent {
  readonly format: Format;
  /** What the data chunk's header says. */
  readonly claimedBytes: number;
  readonly littleEndian: boolean;
  /** What of the samples is there. */
  readonly bytes: Uint8Array;
}

/**
 * Looks through the chunks of a WAV file for its format and its samples.
 * @param fileBytes the length of the file where `file` is but its beginning, Infinity where nobody knows; then the first
 * data chunk with samples counts, as nothing can be said of what follows.
 * @returns undefined where the beginning is too short to tell.
 * @throws InputError for a file that is none, has no samples' chunk, or several.
 */
export function findData(file: Uint8Array, fileBytes = file.length): FoundData | undefined {
  const riff = openRiff(file, fileBytes);
  const partial = file.length < fileBytes;
  let format: Format | undefined;
  let found: FoundData | undefined;
  for (const chunk of riff.chunks) {
    if (chunk.id === 'fmt ') {
      if (partial && chunk.body.byteLength < chunk.claimedBytes) return undefined;
      format ??= readFormat(whole(chunk), riff.littleEndian);
    }
    if (chunk.id !== 'data') continue;
    if (!format) throw new InputError('the WAV file has no "fmt " chunk before its data');
    const data = describe(chunk, riff, format);
    if (found && data.length === 0) continue;
    if (found && found.length > 0) {
      throw new InputError(
        'the WAV file has several data chunks, of which readers take one or the other; save the sound again with one',
      );
    }
    found = data;
    if (data.ending !== 'complete' || (partial && data.length > 0)) return found;
  }
  if (found || partial) return found;
  throw new InputError(`the WAV file has no ${format ? 'data' : '"fmt "'} chunk; it may be truncated`);
}

function describe(chunk: Chunk, riff: Riff, format: Format): FoundData {
  const extent = dataExtent(chunk, riff);
  const bytes = riff.bytes.subarray(extent.start, extent.start + extent.length);
  return { ...extent, format, claimedBytes: chunk.claimedBytes, littleEndian: riff.littleEndian, bytes };
}

function whole({ id, claimedBytes, body }: Chunk): DataView {
  if (body.byteLength === claimedBytes) return body;
  throw new InputError(
    `the WAV file is truncated: its ${show(id)} chunk claims ${claimedBytes} bytes, ${body.byteLength} are there`,
  );
}

/** One sentence about a data chunk that ends before its header says. */
export function truncation({ claimedBytes, length, format }: FoundData): string {
  const { channelCount, sampleBytes, sampleRate } = format;
  const seconds = (bytes: number) => (bytes / (channelCount * sampleBytes * sampleRate)).toPrecision(3);
  return (
    `the WAV file is truncated: its "data" chunk claims ${claimedBytes} bytes (${seconds(claimedBytes)} s), ` +
    `${length} are there (${seconds(length)} s); get the whole file, or read what there is with { truncated: 'keep' }`
  );
}
