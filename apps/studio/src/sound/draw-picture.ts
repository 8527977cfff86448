import type { Picture } from '../protocol/sound.js';

/** A colour as red, green, blue. */
type Rgb = readonly [number, number, number];

/** From silence to the loudest, of the page's own colours. */
export function paletteOf(stops: readonly Rgb[]): Uint8ClampedArray {
  const palette = new Uint8ClampedArray(4 * 256);
  for (let level = 0; level < 256; level++) {
    const position = (level / 255) * (stops.length - 1);
    const left = Math.min(Math.floor(position), stops.length - 2);
    for (let k = 0; k < 3; k++) {
      const [from, to] = [stops[left]![k]!, stops[left + 1]![k]!];
      palette[4 * level + k] = from + (position - left) * (to - from);
    }
    palette[4 * level + 3] = 255;
  }
  return palette;
}

/** Draws a picture onto a canvas of its own size: low frequencies at the bottom. */
export function drawPicture(
  canvas: HTMLCanvasElement,
  { levels, frames, bins }: Picture,
  palette: Uint8ClampedArray,
): void {
  if (canvas.width !== frames) canvas.width = frames;
  if (canvas.height !== bins) canvas.height = bins;
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(frames, bins);
  const colours = new Uint32Array(palette.buffer);
  const pixels = new Uint32Array(image.data.buffer);
  for (let frame = 0; frame < frames; frame++) {
    for (let bin = 0; bin < bins; bin++)
      pixels[(bins - 1 - bin) * frames + frame] = colours[levels[frame * bins + bin]!]!;
  }
  context.putImageData(image, 0, 0);
}
