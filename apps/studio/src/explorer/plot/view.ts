/** Which part of the map is seen: what lies in the middle, and how many CSS pixels the map is wide. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** The canvas in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place on the canvas, in CSS pixels from its top left corner. */
export interface Spot {
  readonly left: number;
  readonly top: number;
}

/** The whole map leaves so much of the canvas free. */
const MARGIN = 0.96;
/** Times the whole map. */
const MOST_ZOOM = 400;

/** The whole map. */
export function fit({ width, height }: Size): View {
  return { x: 0.5, y: 0.5, scale: Math.max(1, MARGIN * Math.min(width, height)) };
}

/** Where a place of the map is seen. */
export function seenAt({ x, y, scale }: View, { width, height }: Size, place: { x: number; y: number }): Spot {
  return { left: (place.x - x) * scale + width / 2, top: (y - place.y) * scale + height / 2 };
}

/** What place of the map is seen there. */
export function placeAt({ x, y, scale }: View, { width, height }: Size, { left, top }: Spot): { x: number; y: number } {
  return { x: x + (left - width / 2) / scale, y: y - (top - height / 2) / scale };
}

/** Moves what is seen by CSS pixels. The map can't be lost: its middle part stays. */
export function pan({ x, y, scale }: View, { left, top }: Spot): View {
  const kept = (value: number) => Math.min(1, Math.max(0, value));
  return { x: kept(x - left / scale), y: kept(y + top / scale), scale };
}

/** Makes it larger by a factor, and keeps what is under a spot there. */
export function zoom(view: View, size: Size, { by, at }: { readonly by: number; readonly at: Spot }): View {
  const whole = fit(size).scale;
  const scale = Math.min(MOST_ZOOM * whole, Math.max(0.7 * whole, view.scale * by));
  const under = placeAt(view, size, at);
  const now = seenAt({ ...view, scale }, size, under);
  return pan({ ...view, scale }, { left: at.left - now.left, top: at.top - now.top });
}

/** How large a point is drawn, in CSS pixels from its middle: larger the closer one looks, smaller the more there are. */
export function radiusOf({ scale }: View, size: Size, count: number): number {
  const closer = Math.sqrt(scale / fit(size).scale);
  const room = Math.sqrt((fit(size).scale ** 2 * 0.12) / Math.max(1, count));
  return Math.min(7, Math.max(1.4, Math.min(5, 0.55 * room) * closer));
}
