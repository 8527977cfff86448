import { encode } from 'fast-png';
import { COLOR_COUNT, colorMap, type Rgb } from '../spectrum/color-map.js';

/** Names of the colours of a picture that are not the colour map's; black on white reads best on paper and in print. */
const INKS = {
  paper: [255, 255, 255],
  ink: [26, 26, 34],
  quiet: [96, 96, 108],
  grid: [226, 226, 232],
  wave: [59, 15, 112],
  heard: [191, 61, 98],
} as const satisfies Record<string, Rgb>;

/** See {@link INKS}. */
export type Ink = keyof typeof INKS;

/** Pixels with a palette: the colour map's indices first, then the inks. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Fills the part of a rectangle that lies on the canvas. */
  fill(rectangle: Rectangle, ink: Ink): void;
  /** Copies colour-map indices, row by row, into a rectangle that lies on the canvas. */
  paste(rectangle: Rectangle, pixels: Uint8Array): void;
  toPng(): Uint8Array<ArrayBuffer>;
}

/** In whole pixels; `y` grows downwards. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An empty sheet of paper. */
export function canvas(width: number, height: number): Canvas {
  const names = Object.keys(INKS);
  const indexOf = (ink: Ink) => COLOR_COUNT + names.indexOf(ink);
  const data = new Uint8Array(width * height).fill(indexOf('paper'));
  return {
    width,
    height,
    fill({ x, y, width: w, height: h }, ink) {
      const [left, right] = [Math.max(0, x), Math.min(width, x + w)];
      for (let row = Math.max(0, y); row < Math.min(height, y + h); row++) {
        if (right > left) data.fill(indexOf(ink), row * width + left, row * width + right);
      }
    },
    paste({ x, y, width: w, height: h }, pixels) {
      for (let row = 0; row < h; row++) data.set(pixels.subarray(row * w, (row + 1) * w), (y + row) * width + x);
    },
    toPng: () => palettePng({ width, height, pixels: data, colors: [...colorMap(), ...Object.values(INKS)] }),
  };
}

/** A PNG of 8-bit indices into at most 256 colours. */
export function palettePng(image: {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly colors: readonly Rgb[];
}): Uint8Array<ArrayBuffer> {
  const { width, height, pixels, colors } = image;
  const palette = colors.map((color) => [...color]);
  return Uint8Array.from(encode({ width, height, data: pixels, channels: 1, palette }, { zlib: { level: 9 } }));
}
