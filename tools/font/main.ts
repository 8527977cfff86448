/**
 * Writes packages/media/src/picture/font-data.ts: the cells of a public-domain X11 font as one small PNG.
 *
 *   apt-get download xfonts-base && dpkg-deb -x xfonts-base_*.deb xfonts
 *   npx tsx tools/font/main.ts xfonts/usr/share/fonts/X11/misc/10x20.pcf.gz
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { type Cell, readPcf } from './pcf.js';

/** First and last code points of what titles may hold: Latin, IPA, Greek, Cyrillic, accents, some punctuation and maths. */
const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa1, 0x17f],
  [0x250, 0x36f],
  [0x370, 0x3ff],
  [0x400, 0x45f],
  [0x2010, 0x2027],
  [0x2070, 0x209c],
  [0x2190, 0x2193],
  [0x2211, 0x2212],
  [0x221e, 0x221e],
  [0x2248, 0x2248],
  [0x2260, 0x2265],
  [0xfffd, 0xfffd],
];

const [path] = process.argv.slice(2);
if (!path) throw new Error('name the font: npx tsx tools/font/main.ts <10x20.pcf.gz>');
const font = readPcf(gunzipSync(readFileSync(path)));
if (!font.copyright.startsWith('Public domain font.')) throw new Error(`not public domain: ${font.copyright}`);

const ranges: [number, number][] = [];
const cells: Cell[] = [];
for (const [first, last] of RANGES) {
  for (let code = first; code <= last; code++) {
    const cell = font.cell(code);
    if (!cell) continue;
    const open = ranges[ranges.length - 1];
    if (open && open[1] === code - 1) open[1] = code;
    else ranges.push([code, code]);
    cells.push(cell);
  }
}
const base64 = Buffer.from(encode(packCells(cells), { zlib: { level: 9 } })).toString('base64');
const target = fileURLToPath(new URL('../../packages/media/src/picture/font-data.ts', import.meta.url));
writeFileSync(
  target,
  `// Made by tools/font from 10x20.pcf of X.Org's font-misc-misc ("${font.copyright.replace(/\s+/g, ' ')}"). Not to be edited.

/** Size of a character cell in pixels. */
export const CELL = { width: ${font.width}, height: ${font.height} } as const;

/** First and last code points of each run of characters, in the order of their cells. */
export const RANGES: readonly (readonly [number, number])[] = [
${ranges.map(([first, last]) => `  [0x${first.toString(16)}, 0x${last.toString(16)}],`).join('\n')}
];

/** A PNG of one bit a pixel, ${font.width} × ${font.height * cells.length}: the ${cells.length} cells one below the other, ink = 1. */
export const CELLS_PNG_BASE64 =
  '${base64}';
`,
);
console.log(`${cells.length} characters, ${base64.length} characters of base64 → ${target}`);

function packCells(all: readonly Cell[]) {
  const rows = all.flat();
  const width = font.width;
  const stride = Math.ceil(width / 8);
  const data = new Uint8Array(stride * rows.length);
  rows.forEach((row, y) => {
    row.forEach((ink, x) => {
      if (ink) data[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
    });
  });
  return { width, height: rows.length, channels: 1, depth: 1 as const, data };
}
