import { decode } from 'fast-png';
import { fromBase64 } from '../base64.js';
import type { Canvas, Ink } from './canvas.js';
import { CELL, CELLS_PNG_BASE64, RANGES } from './font-data.js';

/** Where and how {@link drawText} writes. */
export interface TextLayout {
  /** The point that the text is aligned to. */
  readonly x: number;
  readonly y: number;
  /** Which part of the line stands at `x` (`y` when turned): `start` unless given. */
  readonly align?: 'start' | 'middle' | 'end';
  /** Turned to read from bottom to top. */
  readonly turned?: boolean;
  readonly bold?: boolean;
  /** `ink` unless given. */
  readonly ink?: Ink;
}

/** Writes one line whose cells are centred on `y` (on `x` when turned); what leaves the canvas is cut. */
export function drawText(canvas: Canvas, text: string, layout: TextLayout): void {
  const { x, y, align = 'start', turned = false, bold = false, ink = 'ink' } = layout;
  const glyphs = layOut(text);
  const shift = { start: 0, middle: 0.5, end: 1 }[align] * lineWidth(glyphs);
  const dot = (along: number, across: number) => {
    const left = turned ? x + across : Math.round(x - shift) + along;
    const top = turned ? Math.round(y + shift) - 1 - along : y + across;
    canvas.fill({ x: left, y: top, width: 1, height: 1 }, ink);
  };
  for (const glyph of glyphs) {
    for (let row = 0; row < CELL.height; row++) {
      for (let column = 0; column < CELL.width; column++) {
        if (!isInk(glyph.cell, column, row)) continue;
        dot(glyph.at + column, row - CELL.height / 2);
        if (bold) dot(glyph.at + column + 1, row - CELL.height / 2);
      }
    }
  }
}

/** The text, cut to what fits into `width` pixels; "..." stands for the rest. */
export function fitText(text: string, width: number): string {
  const clusters = clean(text).match(/\P{Mn}\p{Mn}*/gu) ?? [];
  const room = Math.max(4, Math.floor(width / CELL.width));
  return clusters.length <= room ? clusters.join('') : `${clusters.slice(0, room - 3).join('')}...`;
}

/** How many pixels wide a line is drawn. */
export function textWidth(text: string): number {
  return lineWidth(layOut(text));
}

interface Glyph {
  /** Index of the cell in the font. */
  readonly cell: number;
  /** Pixels from the start of the line. */
  readonly at: number;
}

/** A character that the font lacks becomes U+FFFD; an accent that stands alone goes onto the character before it. */
function layOut(text: string): Glyph[] {
  const glyphs: Glyph[] = [];
  let next = 0;
  for (const character of clean(text)) {
    const accent = next > 0 && /\p{Mn}/u.test(character);
    const at = accent ? next - CELL.width : next;
    glyphs.push({ cell: cellOf(character.codePointAt(0)!) ?? cellOf(0xfffd)!, at });
    next = at + CELL.width;
  }
  return glyphs;
}

function lineWidth(glyphs: readonly Glyph[]): number {
  return glyphs.length === 0 ? 0 : glyphs[glyphs.length - 1]!.at + CELL.width;
}

/** Composed, on one line: every white space and control character becomes a space. */
function clean(text: string): string {
  return text.normalize('NFC').replace(/[\s\p{Cc}]/gu, ' ');
}

function cellOf(codePoint: number): number | undefined {
  let before = 0;
  for (const [first, last] of RANGES) {
    if (codePoint >= first && codePoint <= last) return before + codePoint - first;
    before += last - first + 1;
  }
  return undefined;
}

let cells: Uint8Array | undefined;

function isInk(cell: number, column: number, row: number): boolean {
  cells ??= decode(fromBase64(CELLS_PNG_BASE64)).data as Uint8Array;
  const bytesPerRow = Math.ceil(CELL.width / 8);
  const byte = cells[(cell * CELL.height + row) * bytesPerRow + (column >> 3)]!;
  return ((byte >> (7 - (column & 7))) & 1) === 1;
}
