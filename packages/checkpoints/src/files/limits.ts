/** Far above any config, vocabulary or index of shards; a larger file is not read into memory. */
export const MAX_JSON_BYTES = 32 * 2 ** 20;
/** Above every checkpoint of the family: XLS-R 2B in F32 has 8.7 GB. */
const MAX_WEIGHTS_BYTES = 16 * 2 ** 30;

/** The most bytes of a checkpoint's file, unpacked, that are taken from a server. */
export function byteLimit(file: string): number {
  return file.endsWith('.json') ? MAX_JSON_BYTES : MAX_WEIGHTS_BYTES;
}

/** A number of bytes as errors show it. */
export function showBytes(bytes: number): string {
  const [unit, size] = bytes >= 2 ** 30 ? ['GiB', 2 ** 30] : ['MiB', 2 ** 20];
  return `${Number((bytes / (size as number)).toFixed(1))} ${unit}`;
}
