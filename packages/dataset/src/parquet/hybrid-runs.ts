/** Wider indexes would name more than 16 million entries of a dictionary. */
const MAX_WIDTH = 24;
/** Values that a run of packed bits may have beyond the last one, as padding: writers fill up to 8, or a few runs of 8. */
const MAX_PADDING = 512;

/**
 * Checks a stream of Parquet's hybrid of runs and packed bits before a reader that trusts it: its runs make exactly `count`
 * values and lie within the bytes.
 * @param width bits of a value.
 * @param wanted a value of at most 8 bits, whose number is answered; 0 of any other.
 * @throws Error for runs that are longer than the values, empty, or beyond the bytes.
 */
export function checkRuns(
  bytes: Uint8Array,
  { width, count, wanted }: { readonly width: number; readonly count: number; readonly wanted?: number },
): number {
  if (width > MAX_WIDTH) throw new Error(`a page has indexes of ${width} bits`);
  const valueBytes = (width + 7) >> 3;
  let [at, seen, found] = [0, 0, 0];
  while (seen < count) {
    const [header, headerBytes] = readHeader(bytes, at);
    at += headerBytes;
    const packed = (header & 1) === 1;
    const values = packed ? (header >>> 1) * 8 : header >>> 1;
    const length = packed ? (header >>> 1) * width : valueBytes;
    if (values === 0 || values > count - seen + (packed ? MAX_PADDING : 0)) {
      throw new Error(`a run of ${values} values among ${count}`);
    }
    // Without bits nothing tells where a second run begins.
    if (width === 0 && values < count - seen) throw new Error('runs of values without bits');
    if (length > bytes.length - at) throw new Error('a run ends beyond its page');
    if (wanted !== undefined) {
      const real = Math.min(values, count - seen);
      if (!packed) found += bytes[at] === wanted ? real : 0;
      else for (let i = 0; i < real; i++) if (bitsAt(bytes, 8 * at + i * width, width) === wanted) found++;
    }
    at += length;
    seen += values;
  }
  return found;
}

function readHeader(bytes: Uint8Array, at: number): readonly [header: number, length: number] {
  let header = 0;
  for (let i = 0; i < 5 && at + i < bytes.length; i++) {
    header += (bytes[at + i]! & 0x7f) * 2 ** (7 * i);
    if (bytes[at + i]! < 0x80 && header < 2 ** 31) return [header, i + 1];
  }
  throw new Error('a run ends beyond its page');
}

/** Up to 8 bits, the lowest first. */
function bitsAt(bytes: Uint8Array, bit: number, width: number): number {
  const at = bit >> 3;
  return ((bytes[at]! | ((bytes[at + 1] ?? 0) << 8)) >> (bit & 7)) & ((1 << width) - 1);
}
