import { type Tick, ticks } from '../ticks.js';
import type { Canvas, Rectangle } from './canvas.js';
import { drawText } from './text.js';

const TICK_LENGTH = 6;

/** Draws a frame of one pixel around a plot. */
export function drawFrame(canvas: Canvas, { x, y, width, height }: Rectangle): void {
  canvas.fill({ x: x - 1, y: y - 1, width: width + 2, height: 1 }, 'ink');
  canvas.fill({ x: x - 1, y: y + height, width: width + 2, height: 1 }, 'ink');
  canvas.fill({ x: x - 1, y, width: 1, height }, 'ink');
  canvas.fill({ x: x + width, y, width: 1, height }, 'ink');
}

/** A vertical axis beside a plot. */
export interface VerticalAxis {
  readonly min: number;
  readonly max: number;
  /** Reads from bottom to top. */
  readonly name: string;
  readonly ticks: readonly Tick[];
  readonly side: 'left' | 'right';
}

/** Draws marks, labels and the name of a vertical axis, `max` on top. */
export function drawVerticalAxis(canvas: Canvas, plot: Rectangle, axis: VerticalAxis): void {
  const left = axis.side === 'left';
  const edge = left ? plot.x - 1 : plot.x + plot.width;
  for (const { value, label } of axis.ticks) {
    const y = plot.y + pixelAt((axis.max - value) / (axis.max - axis.min), plot.height);
    canvas.fill({ x: left ? edge - TICK_LENGTH : edge + 1, y, width: TICK_LENGTH, height: 1 }, 'ink');
    const x = left ? edge - TICK_LENGTH - 4 : edge + TICK_LENGTH + 6;
    drawText(canvas, label, { x, y, align: left ? 'end' : 'start' });
  }
  const middle = plot.y + Math.round(plot.height / 2);
  drawText(canvas, axis.name, {
    x: left ? 16 : canvas.width - 16,
    y: middle,
    align: 'middle',
    turned: true,
    ink: 'quiet',
  });
}

/** Draws one time axis for plots above each other: marks below each, labels and the name below the last. */
export function drawTimeAxis(canvas: Canvas, plots: readonly Rectangle[], seconds: number): void {
  const last = plots[plots.length - 1]!;
  const bottom = last.y + last.height;
  for (const { value, label } of ticks(0, seconds, 11)) {
    const x = last.x + pixelAt(value / seconds, last.width);
    for (const plot of plots) {
      canvas.fill({ x, y: plot.y + plot.height + 1, width: 1, height: TICK_LENGTH }, 'ink');
    }
    drawText(canvas, label, { x: x + 1, y: bottom + TICK_LENGTH + 12, align: 'middle' });
  }
  drawText(canvas, 'time (s)', {
    x: last.x + last.width / 2,
    y: canvas.height - 16,
    align: 'middle',
    ink: 'quiet',
  });
}

/** The pixel of a plot of `length` pixels at a share of it; the end is its last one. */
export function pixelAt(share: number, length: number): number {
  return Math.min(length - 1, Math.max(0, Math.round(share * length - 0.5)));
}
