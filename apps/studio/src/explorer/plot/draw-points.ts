import { STEPS, type Stamps } from './stamps.js';

/** Points and how they look. */
export interface Points {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Red, green and blue of each point in the low bytes, its opacity in the highest. */
  readonly colours: Uint32Array;
  /** Which are drawn, the last on top. */
  readonly order: Uint32Array;
}

/** Pixels in memory, `width` of them a row. */
export interface Surface {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
}

/** A map's place (x, y) is at pixel (x · scale + left, top - y · scale). */
export interface Placement {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/**
 * Draws points as discs over what is there. On a processor alone 60,000 take some milliseconds; a browser without a GPU has no WebGL.
 */
export function drawPoints(surface: Surface, points: Points, { scale, left, top }: Placement, stamps: Stamps): void {
  const { pixels, width, height } = surface;
  const { x, y, colours, order } = points;
  const { reach, discs } = stamps;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    const px = x[i]! * scale + left;
    const py = top - y[i]! * scale;
    const column = Math.floor(px);
    const row = Math.floor(py);
    // Those at the very edge are left out rather than cut.
    if (column < reach || row < reach || column + reach >= width || row + reach >= height) continue;
    const { offsets, covers } = discs[Math.floor((py - row) * STEPS) * STEPS + Math.floor((px - column) * STEPS)]!;
    const colour = colours[i]!;
    const opacity = (colour >>> 24) + 1;
    const redBlue = colour & 0xff00ff;
    const green = colour & 0xff00;
    const middle = row * width + column;
    for (let m = 0; m < offsets.length; m++) {
      const share = (covers[m]! * opacity) >> 8;
      const rest = 256 - share;
      const at = middle + offsets[m]!;
      const under = pixels[at]!;
      pixels[at] =
        0xff000000 |
        (((Math.imul(redBlue, share) + Math.imul(under & 0xff00ff, rest)) >>> 8) & 0xff00ff) |
        (((Math.imul(green, share) + Math.imul(under & 0xff00, rest)) >>> 8) & 0xff00);
    }
  }
}
