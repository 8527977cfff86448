import { drawPoints, type Points, type Surface } from './draw-points.js';
import type { LabelPlace } from './places-of-labels.js';
import { type Stamps, stampsOf } from './stamps.js';
import { radiusOf, type Size, seenAt, type View } from './view.js';

/** What is drawn, beside the view of it. */
export interface Scene {
  readonly points: Points;
  readonly labels: readonly LabelPlace[];
  /** `#rrggbb` of the page's card and its ink. */
  readonly paper: string;
  readonly ink: string;
}

/** More pixels take a processor longer than a frame. */
const MOST_PIXELS = 2_400_000;
/** Pixels between two labels, at least. */
const [LABEL_WIDTH, LABEL_HEIGHT] = [34, 18];

/** Draws scenes onto a canvas. */
export function painterOf(canvas: HTMLCanvasElement) {
  const context = canvas.getContext('2d', { alpha: false })!;
  let held: { readonly image: ImageData; readonly surface: Surface } | undefined;
  let disc: { readonly radius: number; readonly width: number; readonly stamps: Stamps } | undefined;

  const surfaceOf = (width: number, height: number) => {
    if (held?.surface.width !== width || held.surface.height !== height) {
      [canvas.width, canvas.height] = [width, height];
      const image = context.createImageData(width, height);
      held = { image, surface: { pixels: new Uint32Array(image.data.buffer), width, height } };
    }
    return held;
  };
  return {
    /** @param size of the canvas in CSS pixels. */
    paint({ points, labels, paper, ink }: Scene, view: View, size: Size): void {
      const ratio = Math.min(devicePixelRatio, Math.sqrt(MOST_PIXELS / (size.width * size.height)));
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      const { image, surface } = surfaceOf(width, height);
      surface.pixels.fill(pixelOf(paper));
      const radius = Math.round(radiusOf(view, size, points.x.length) * ratio * 8) / 8;
      if (disc?.radius !== radius || disc.width !== width) disc = { radius, width, stamps: stampsOf(radius, width) };
      const scale = view.scale * ratio;
      const origin = { left: width / 2 - view.x * scale, top: height / 2 + view.y * scale };
      drawPoints(surface, points, { scale, ...origin }, disc.stamps);
      context.putImageData(image, 0, 0);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      writeLabels(context, labels, { paper, ink, view, size });
      context.setTransform(1, 0, 0, 1, 0, 0);
    },
  };
}

/** Of labels that would lie over one another, that of more units is written. */
function writeLabels(
  context: CanvasRenderingContext2D,
  labels: readonly LabelPlace[],
  { paper, ink, view, size }: Pick<Scene, 'paper' | 'ink'> & { readonly view: View; readonly size: Size },
): void {
  context.font = '600 13px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = paper;
  context.fillStyle = ink;
  const written: { left: number; top: number }[] = [];
  for (const label of labels) {
    const spot = seenAt(view, size, label);
    const isFree = written.every(
      ({ left, top }) => Math.abs(left - spot.left) > LABEL_WIDTH || Math.abs(top - spot.top) > LABEL_HEIGHT,
    );
    if (!isFree) continue;
    written.push(spot);
    context.strokeText(label.text.slice(0, 12), spot.left, spot.top);
    context.fillText(label.text.slice(0, 12), spot.left, spot.top);
  }
}

/** `#rrggbb` as a pixel of an image. */
const pixelOf = (colour: string): number => {
  const value = Number.parseInt(colour.slice(1), 16);
  return (0xff000000 | ((value & 255) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
};
