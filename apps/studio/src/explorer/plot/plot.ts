import { signal } from '@preact/signals';
import { gestures } from './gestures.js';
import type { Grid } from './grid.js';
import { painterOf, type Scene } from './painter.js';
import { fit, pan, placeAt, radiusOf, type Size, type Spot, type View, zoom } from './view.js';

/** CSS pixels from a point in which it is still hit. */
const REACH = 9;
const KEY_PAN = 60;
const KEY_ZOOM = 1.5;

interface Told {
  hover(i: number): void;
  choose(i: number): void;
}

/** A map on a canvas. */
export type Plot = ReturnType<typeof createPlot>;

/** Draws a map when something has changed, at most once a frame, and tells which unit is pointed at. */
export function createPlot(canvas: HTMLCanvasElement, grid: Grid, told: Told) {
  const painter = painterOf(canvas);
  let size: Size = { width: canvas.clientWidth || 1, height: canvas.clientHeight || 1 };
  /** What is seen; marks over the canvas follow it. */
  const view = signal<View>(fit(size));
  let scene: Scene | undefined;
  let frame = 0;
  let pointer: Spot | undefined;
  let isOld = false;
  let isSeen = false;
  const onFrame = () => {
    frame = 0;
    if (isOld && scene) {
      painter.paint(scene, view.value, size);
      // When the points were first seen, for `npm run bench:explorer` and the curious.
      if (!isSeen) performance.mark('map drawn');
      isSeen = true;
    }
    isOld = false;
    if (pointer) told.hover(hit(pointer));
  };
  const nextFrame = () => {
    frame ||= requestAnimationFrame(onFrame);
  };
  const draw = () => {
    isOld = true;
    nextFrame();
  };
  const look = (next: View) => {
    view.value = next;
    draw();
  };
  const hit = (spot: Spot): number => {
    const reach = Math.max(REACH, radiusOf(view.value, size, scene?.points.x.length ?? 0)) / view.value.scale;
    return grid.nearest(placeAt(view.value, size, spot), reach);
  };
  const end = gestures(canvas, {
    view: () => view.value,
    size: () => size,
    look,
    hover(spot) {
      pointer = spot;
      if (pointer) nextFrame();
      else told.hover(-1);
    },
    click(spot) {
      const i = hit(spot);
      if (i >= 0) told.choose(i);
    },
  });
  const watch = new ResizeObserver(() => {
    const now = { width: canvas.clientWidth || 1, height: canvas.clientHeight || 1 };
    const isWhole = view.value.scale === fit(size).scale;
    size = now;
    look(isWhole ? { ...view.value, scale: fit(now).scale } : view.value);
  });
  watch.observe(canvas);
  const middle = () => ({ left: size.width / 2, top: size.height / 2 });
  const zoomBy = (by: number) => look(zoom(view.value, size, { by, at: middle() }));
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => look(pan(view.value, { left: KEY_PAN, top: 0 })),
    ArrowRight: () => look(pan(view.value, { left: -KEY_PAN, top: 0 })),
    ArrowUp: () => look(pan(view.value, { left: 0, top: KEY_PAN })),
    ArrowDown: () => look(pan(view.value, { left: 0, top: -KEY_PAN })),
    '+': () => zoomBy(KEY_ZOOM),
    '=': () => zoomBy(KEY_ZOOM),
    '-': () => zoomBy(1 / KEY_ZOOM),
    '0': () => look(fit(size)),
  };
  return {
    view,
    size: () => size,
    show(next: Scene) {
      scene = next;
      draw();
    },
    /** @returns whether the key means something here. */
    key(name: string): boolean {
      const act = Object.hasOwn(keys, name) ? keys[name] : undefined;
      act?.();
      return act !== undefined;
    },
    end() {
      cancelAnimationFrame(frame);
      watch.disconnect();
      end();
    },
  };
}
