/** A colour as red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/**
 * Every 17th of the 256 colours of *magma*, by Nathaniel Smith and Stéfan van der Walt (matplotlib, CC0): equal steps
 * look equally far apart, dark to light, also in grey and to colour-blind eyes. Between them, straight lines in sRGB stay
 * within 2.2 / 255 of the original.
 */
export const COLOR_STOPS: readonly string[] = (
  '000004 0b0924 20114b 3b0f70 57157e 721f81 8c2981 a8327d ' + 'c43c75 de4968 f1605d fa7f5e fe9f6d febf84 fddea0 fcfdbf'
).split(' ');

/** Colours of the map in a picture's palette; the 16 others that 8 bits allow are left for ink and paper. */
export const COLOR_COUNT = 240;

/** The colour map, softest first: `COLOR_COUNT` colours. */
export function colorMap(): Rgb[] {
  const stops = COLOR_STOPS.map(parseHex);
  return Array.from({ length: COLOR_COUNT }, (_, i) => {
    const position = (i / (COLOR_COUNT - 1)) * (stops.length - 1);
    const left = Math.min(Math.floor(position), stops.length - 2);
    const mix = (k: 0 | 1 | 2) =>
      Math.round(stops[left]![k] + (position - left) * (stops[left + 1]![k] - stops[left]![k]));
    return [mix(0), mix(1), mix(2)];
  });
}

function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
