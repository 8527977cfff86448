/** An entry of an archive; what is not given is as an honest writer has it. */
export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array;
  /** 0 stored, 8 deflated. */
  readonly method?: number;
  readonly flags?: number;
  /** The sizes and the place that the directory tells. */
  readonly size?: number;
  readonly packedSize?: number;
  readonly offset?: number;
}

/** A zip archive, also such as no honest writer would make. */
export function zip(parts: readonly ZipPart[], end: { readonly count?: number; readonly start?: number } = {}): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  for (const { name, data, method = 0, flags = 0, size, packedSize, offset } of parts) {
    const title = Buffer.from(name);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50);
    header.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packedSize ?? data.length, 20);
    entry.writeUInt32LE(size ?? data.length, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(offset ?? position, 42);
    local.push(header, title, Buffer.from(data));
    directory.push(entry, title);
    position += 30 + title.length + data.length;
  }
  const listed = Buffer.concat(directory);
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50);
  tail.writeUInt16LE(end.count ?? parts.length, 10);
  tail.writeUInt32LE(listed.length, 12);
  tail.writeUInt32LE(end.start ?? position, 16);
  return Buffer.concat([...local, listed, tail]);
}
