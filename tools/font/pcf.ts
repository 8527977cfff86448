/** One character cell as the font draws it: `cell[y][x]` is ink. */
export type Cell = readonly (readonly boolean[])[];

/** A bitmap font of equal cells, read from an X11 PCF file. */
export interface BitmapFont {
  readonly copyright: string;
  readonly width: number;
  readonly height: number;
  /** The cell of a Unicode code point, or undefined where the font has none. */
  cell(codePoint: number): Cell | undefined;
}

const PROPERTIES = 1;
const ACCELERATORS = 2;
const METRICS = 4;
const BITMAPS = 8;
const ENCODINGS = 32;

/**
 * Reads a PCF font ("Portable Compiled Format", the X Window System's) whose cells are all of one size.
 * @throws Error when a table is missing or glyphs differ in advance.
 */
export function readPcf(file: Uint8Array): BitmapFont {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint32(0, true) !== 0x70636601) throw new Error('not a PCF file');
  const table = (type: number): Table => {
    for (let i = 0; i < view.getUint32(4, true); i++) {
      if (view.getUint32(8 + 16 * i, true) === type) return openTable(view, view.getUint32(20 + 16 * i, true));
    }
    throw new Error(`the font has no table of type ${type}`);
  };
  const accelerators = table(ACCELERATORS);
  const ascent = accelerators.int32(12);
  const height = ascent + accelerators.int32(16);
  const metrics = readMetrics(table(METRICS));
  const width = metrics[0]!.advance;
  if (metrics.some((glyph) => glyph.advance !== width)) throw new Error('the font is not of one width');
  const bitmaps = table(BITMAPS);
  const encodings = table(ENCODINGS);
  return {
    copyright: readProperty(table(PROPERTIES), 'COPYRIGHT'),
    width,
    height,
    cell(codePoint) {
      const glyph = glyphIndex(encodings, codePoint);
      if (glyph === undefined) return undefined;
      const { left, right, ascent: top, descent } = metrics[glyph]!;
      const pad = 1 << (bitmaps.format & 3);
      const stride = Math.ceil((right - left) / 8 / pad) * pad;
      const start = 8 + 4 * bitmaps.int32(4) + 16 + bitmaps.int32(8 + 4 * glyph);
      return Array.from({ length: height }, (_, y) =>
        Array.from({ length: width }, (_, x) => {
          const [row, column] = [y - (ascent - top), x - left];
          if (row < 0 || row >= top + descent || column < 0 || column >= right - left) return false;
          return bitmaps.bit(start + row * stride, column);
        }),
      );
    },
  };
}

interface Table {
  readonly format: number;
  int32(at: number): number;
  int16(at: number): number;
  uint8(at: number): number;
  text(at: number): string;
  /** Bit `index` of the row of bytes that begins at `at`. */
  bit(at: number, index: number): boolean;
}

function openTable(view: DataView, offset: number): Table {
  const format = view.getUint32(offset, true);
  const little = (format & 4) === 0;
  const highBitFirst = (format & 8) !== 0;
  if (((format >> 4) & 3) !== 0 && highBitFirst === little) throw new Error('a scan unit of this kind is not read');
  return {
    format,
    int32: (at) => view.getInt32(offset + at, little),
    int16: (at) => view.getInt16(offset + at, little),
    uint8: (at) => view.getUint8(offset + at),
    text(at) {
      let end = offset + at;
      while (view.getUint8(end) !== 0) end++;
      return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset + at, end - offset - at));
    },
    bit(at, index) {
      const byte = view.getUint8(offset + at + (index >> 3));
      return ((byte >> (highBitFirst ? 7 - (index & 7) : index & 7)) & 1) === 1;
    },
  };
}

interface Metrics {
  readonly left: number;
  readonly right: number;
  readonly advance: number;
  readonly ascent: number;
  readonly descent: number;
}

function readMetrics(table: Table): Metrics[] {
  const compressed = (table.format & 0x100) !== 0;
  const count = compressed ? table.int16(4) : table.int32(4);
  return Array.from({ length: count }, (_, i) => {
    const field = (k: number) => (compressed ? table.uint8(6 + 5 * i + k) - 0x80 : table.int16(8 + 12 * i + 2 * k));
    return { left: field(0), right: field(1), advance: field(2), ascent: field(3), descent: field(4) };
  });
}

function glyphIndex(table: Table, codePoint: number): number | undefined {
  const [low, high] = [codePoint & 0xff, codePoint >> 8];
  const [firstLow, lastLow, firstHigh, lastHigh] = [4, 6, 8, 10].map((at) => table.int16(at)) as [
    number,
    number,
    number,
    number,
  ];
  if (low < firstLow || low > lastLow || high < firstHigh || high > lastHigh) return undefined;
  const index = table.int16(14 + 2 * ((high - firstHigh) * (lastLow - firstLow + 1) + low - firstLow)) & 0xffff;
  return index === 0xffff ? undefined : index;
}

function readProperty(table: Table, name: string): string {
  const count = table.int32(4);
  const strings = 8 + 9 * count + ((4 - ((9 * count) % 4)) % 4) + 4;
  for (let i = 0; i < count; i++) {
    if (table.text(strings + table.int32(8 + 9 * i)) === name) return table.text(strings + table.int32(13 + 9 * i));
  }
  throw new Error(`the font has no property ${name}`);
}
