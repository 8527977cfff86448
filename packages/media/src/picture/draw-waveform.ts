import { amplitudeRange, envelope } from '../envelope.js';
import { ticks } from '../ticks.js';
import type { Canvas, Rectangle } from './canvas.js';
import { drawFrame, drawVerticalAxis, pixelAt } from './draw-axes.js';

/** Draws a waveform with its amplitude axis. */
export function drawWaveform(canvas: Canvas, plot: Rectangle, audio: Float32Array): void {
  const range = amplitudeRange(audio);
  const marks = ticks(-range, range, 5);
  const rowOf = (value: number) => plot.y + pixelAt((range - value) / (2 * range), plot.height);
  for (const { value } of marks) {
    canvas.fill({ x: plot.x, y: rowOf(value), width: plot.width, height: 1 }, 'grid');
  }
  const { low, high } = envelope(audio, plot.width);
  low.forEach((least, column) => {
    const top = rowOf(high[column]!);
    canvas.fill({ x: plot.x + column, y: top, width: 1, height: rowOf(least) - top + 1 }, 'wave');
  });
  drawFrame(canvas, plot);
  drawVerticalAxis(canvas, plot, { min: -range, max: range, name: 'amplitude', ticks: marks, side: 'left' });
}
