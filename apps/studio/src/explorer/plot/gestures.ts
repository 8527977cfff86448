import { pan, type Size, type Spot, type View, zoom } from './view.js';

/** What gestures change and tell. */
export interface Gestured {
  view(): View;
  size(): Size;
  look(view: View): void;
  /** Where the pointer is; undefined while it drags, and once it is gone. */
  hover(spot: Spot | undefined): void;
  /** A click, or a tap of a finger. */
  click(spot: Spot): void;
}

/** CSS pixels that a click may wander. */
const STILL = 5;
const WHEEL_STEP = 0.0016;

/** Pan by dragging, zoom by the wheel or two fingers, hover, click. @returns what ends it. */
export function gestures(canvas: HTMLCanvasElement, told: Gestured): () => void {
  const down = new Map<number, Spot>();
  let wandered = 0;
  const spotOf = (event: MouseEvent): Spot => {
    const { left, top } = canvas.getBoundingClientRect();
    return { left: event.clientX - left, top: event.clientY - top };
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    if (down.size === 0) wandered = 0;
    down.set(event.pointerId, spotOf(event));
  };
  const onMove = (event: PointerEvent) => {
    const spot = spotOf(event);
    const before = down.get(event.pointerId);
    if (!before) return event.pointerType === 'touch' ? undefined : told.hover(spot);
    const [other] = [...down].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    wandered += Math.hypot(spot.left - before.left, spot.top - before.top);
    down.set(event.pointerId, spot);
    if (wandered <= STILL && !other) return;
    told.hover(undefined);
    if (!other) return told.look(pan(told.view(), { left: spot.left - before.left, top: spot.top - before.top }));
    const between = (a: Spot) => Math.max(1, Math.hypot(a.left - other.left, a.top - other.top));
    const at = { left: (spot.left + other.left) / 2, top: (spot.top + other.top) / 2 };
    const moved = { left: (spot.left - before.left) / 2, top: (spot.top - before.top) / 2 };
    told.look(zoom(pan(told.view(), moved), told.size(), { by: between(spot) / between(before), at }));
  };
  const onUp = (event: PointerEvent) => {
    if (!down.delete(event.pointerId) || down.size > 0 || event.type !== 'pointerup') return;
    if (event.pointerType !== 'touch') told.hover(spotOf(event));
    if (wandered <= STILL) told.click(spotOf(event));
  };
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    // A pinch of a touchpad comes as a wheel with Ctrl, and in small steps.
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1) * (event.ctrlKey ? 6 : 1);
    told.look(zoom(told.view(), told.size(), { by: Math.exp(-pixels * WHEEL_STEP), at: spotOf(event) }));
  };
  const onLeave = () => told.hover(undefined);
  const listeners = {
    pointerdown: onDown,
    pointermove: onMove,
    pointerup: onUp,
    pointercancel: onUp,
    pointerleave: onLeave,
    wheel: onWheel,
  };
  for (const [type, listener] of Object.entries(listeners)) {
    canvas.addEventListener(type, listener as EventListener, { passive: false });
  }
  return () => {
    for (const [type, listener] of Object.entries(listeners)) {
      canvas.removeEventListener(type, listener as EventListener);
    }
  };
}
