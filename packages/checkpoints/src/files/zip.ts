import { InputError, show } from '@audiate/protocol';
import { byteReader } from './byte-reader.js';
import type { ByteSource } from './byte-source.js';

/** One file of an archive; it is stored as it is, not compressed. */
export interface ZipEntry {
  readonly size: number;
  /** First byte of its local header. */
  readonly offset: number;
  /** First byte that is not its own any more: where the next entry or the directory begins. */
  readonly limit: number;
}

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
const END_BYTES = 22;
/** A comment, which stands after the end record, has at most 2¹⁶ − 1 bytes. */
const MAX_TAIL = END_BYTES + 0xffff;
/** torch.save writes one entry for each tensor and a few more. */
const MAX_ENTRIES = 100_000;
const MAX_DIRECTORY_BYTES = 64 * 2 ** 20;

/**
 * Reads the directory of a zip archive (PKWARE's APPNOTE 6.3, with zip64) as hostile input. torch.save stores, so a
 * compressed entry, and with it every zip bomb, is refused; entries that share bytes are, too.
 * @param file what errors call the archive.
 * @throws InputError saying what is wrong.
 */
export async function readZipDirectory(source: ByteSource, file: string): Promise<Map<string, ZipEntry>> {
  const { count, bytes, start } = await findDirectory(source, file);
  if (count > MAX_ENTRIES || bytes > MAX_DIRECTORY_BYTES) {
    throw new InputError(`${file} claims ${count} entries in a directory of ${bytes} bytes; no checkpoint has so many`);
  }
  if (start + bytes > source.size) throw truncated(file);
  const reader = byteReader(await source.read(start, bytes), `the directory of ${file}`);
  const found: { name: string; size: number; offset: number; nameBytes: number }[] = [];
  for (let i = 0; i < count; i++) {
    if (reader.u32() !== DIRECTORY_ENTRY) throw new InputError(`the directory of ${file} is damaged`);
    reader.take(4);
    const [flags, method] = [reader.u16(), reader.u16()];
    reader.take(8);
    const [packed, unpacked] = [reader.u32(), reader.u32()];
    const [nameBytes, extraBytes, commentBytes] = [reader.u16(), reader.u16(), reader.u16()];
    reader.take(8);
    const headerOffset = reader.u32();
    const name = reader.text(nameBytes);
    const wide = zip64Fields(reader.take(extraBytes), file);
    reader.take(commentBytes);
    const widen = (value: number) => (value === 0xffffffff ? (wide.shift() ?? value) : value);
    const [size, packedSize, offset] = [widen(unpacked), widen(packed), widen(headerOffset)];
    const thing = `entry ${show(name)} of ${file}`;
    if ((flags & 1) !== 0) throw new InputError(`${thing} is encrypted`);
    if (method !== 0 || size !== packedSize) {
      throw new InputError(`${thing} is compressed, which torch.save never does; save the checkpoint again`);
    }
    if (offset + 30 + nameBytes + size > start) throw new InputError(`${thing} reaches beyond the file's data`);
    found.push({ name, size, offset, nameBytes });
  }
  return layOut(found, start, file);
}

/** Where the entry's bytes lie; its local header, which may be longer than the directory tells, is looked at. */
export async function locateEntry(source: ByteSource, entry: ZipEntry, thing: string): Promise<{ start: number }> {
  const header = byteReader(await source.read(entry.offset, 30), thing);
  if (header.u32() !== LOCAL_HEADER)
    throw new InputError(`${thing} is damaged: no entry begins where the directory says`);
  header.take(22);
  const start = entry.offset + 30 + header.u16() + header.u16();
  if (start + entry.size > entry.limit) throw new InputError(`${thing} reaches into the entry after it`);
  return { start };
}

function layOut(
  found: readonly { name: string; size: number; offset: number; nameBytes: number }[],
  directory: number,
  file: string,
): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  const inOrder = [...found].sort((a, b) => a.offset - b.offset);
  for (const [i, { name, size, offset, nameBytes }] of inOrder.entries()) {
    const limit = inOrder[i + 1]?.offset ?? directory;
    if (entries.has(name)) throw new InputError(`${file} has ${show(name)} twice`);
    if (offset + 30 + nameBytes + size > limit) {
      throw new InputError(`entry ${show(name)} of ${file} overlaps the entry after it`);
    }
    entries.set(name, { size, offset, limit });
  }
  return entries;
}

async function findDirectory(
  source: ByteSource,
  file: string,
): Promise<{ count: number; bytes: number; start: number }> {
  const tailBytes = Math.min(source.size, MAX_TAIL);
  const tail = await source.read(source.size - tailBytes, tailBytes);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  let at = tail.length - END_BYTES;
  while (
    at >= 0 &&
    !(view.getUint32(at, true) === END && at + END_BYTES + view.getUint16(at + 20, true) === tail.length)
  )
    at--;
  if (at < 0) throw truncated(file);
  const [count, bytes, start] = [
    view.getUint16(at + 10, true),
    view.getUint32(at + 12, true),
    view.getUint32(at + 16, true),
  ];
  if (at < 20 || view.getUint32(at - 20, true) !== END64_LOCATOR) return { count, bytes, start };
  const end64 = Number(view.getBigUint64(at - 12, true));
  if (end64 + 56 > source.size) throw truncated(file);
  const reader = byteReader(await source.read(end64, 56), `the directory of ${file}`);
  if (reader.u32() !== END64) throw new InputError(`the directory of ${file} is damaged`);
  reader.take(28);
  return { count: reader.u64(), bytes: reader.u64(), start: reader.u64() };
}

/** The numbers of 8 bytes that stand in for those that have no room in 4. */
function zip64Fields(extra: Uint8Array, file: string): number[] {
  const reader = byteReader(extra, `the directory of ${file}`);
  while (reader.position + 4 <= extra.length) {
    const [kind, length] = [reader.u16(), reader.u16()];
    if (kind !== 1) reader.take(length);
    else return Array.from({ length: Math.floor(length / 8) }, () => reader.u64());
  }
  return [];
}

function truncated(file: string): InputError {
  return new InputError(`${file} is truncated or not a zip archive: it has no directory at its end`);
}
