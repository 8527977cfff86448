import type { AsyncBuffer } from 'hyparquet';

/** Bytes that are kept. */
const MOST = 2 ** 28;

/** Keeps what was fetched, so that a part is asked for once; the oldest is let go first. A failure is not kept. */
export function keepRanges(file: AsyncBuffer, most: number = MOST): AsyncBuffer {
  const kept = new Map<string, { readonly length: number; readonly bytes: Promise<ArrayBuffer> }>();
  let held = 0;
  const drop = (name: string) => {
    held -= kept.get(name)?.length ?? 0;
    kept.delete(name);
  };
  return {
    byteLength: file.byteLength,
    slice(start, end = file.byteLength) {
      const name = `${start}-${end}`;
      const there = kept.get(name);
      if (there) return there.bytes;
      const bytes = Promise.resolve(file.slice(start, end));
      bytes.catch(() => drop(name));
      kept.set(name, { length: end - start, bytes });
      held += end - start;
      for (const oldest of kept.keys()) {
        if (held <= most || oldest === name) break;
        drop(oldest);
      }
      return bytes;
    },
  };
}
