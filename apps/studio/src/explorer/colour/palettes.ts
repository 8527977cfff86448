import { paletteOf } from '../../sound/draw-picture.js';

/** Which of the page's two looks is seen. */
export type Theme = 'light' | 'dark';

/** Colours that people tell apart who see red and green alike: of Paul Tol's schemes "muted" and "light". */
export const SEVERAL: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#332288', '#cc6677', '#117733', '#44aadd', '#999933', '#aa4499', '#44aa99', '#882255'],
  dark: ['#77aadd', '#ee8866', '#eedd88', '#ffaabb', '#44bb99', '#bbcc33', '#99ddff', '#aaaa00'],
};

/** What has none of these. */
export const REST: Readonly<Record<Theme, string>> = { light: '#8a9494', dark: '#66757a' };

/** From little to much: viridis, whose lightness alone tells the order, turned and cut so that much stands out. */
export const RAMP: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#7ad151', '#35b779', '#1f9e89', '#26828e', '#31688e', '#3e4a89', '#482878', '#440154'],
  dark: ['#414487', '#355f8d', '#2a788e', '#21918c', '#22a884', '#44bf70', '#7ad151', '#bddf26', '#fde725'],
};

/** From one side through nothing to the other: blue and orange, as all see them apart, the stronger the farther from the paper. */
export const BOTH_WAYS: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#053f7a', '#2f7ab8', '#8fb3cc', '#c4c6c6', '#dba57c', '#c0622a', '#7f2f08'],
  dark: ['#9ad0ff', '#5fa3dc', '#467099', '#4a5256', '#95684a', '#d68a54', '#ffbd8a'],
};

/** `#rrggbb` as red, green and blue in the low bytes. */
export function packed(colour: string): number {
  const [red, green, blue] = rgbOf(colour);
  return red | (green << 8) | (blue << 16);
}

/** 256 colours of a ramp, as {@link packed} gives them. */
export function rampOf(ramp: readonly string[]): Uint32Array {
  const palette = paletteOf(ramp.map(rgbOf));
  return new Uint32Array(palette.buffer).map((colour) => colour & 0xffffff);
}

const rgbOf = (colour: string): readonly [number, number, number] => {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};
