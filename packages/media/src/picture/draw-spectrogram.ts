import { COLOR_COUNT } from '../spectrum/color-map.js';
import { heatMap } from '../spectrum/heat-map.js';
import { ticks } from '../ticks.js';
import type { Canvas, Rectangle } from './canvas.js';
import { drawFrame, drawVerticalAxis } from './draw-axes.js';

const BAR = { gap: 18, width: 22 } as const;

/** Draws a spectrogram with its frequency axis, and the colour bar on its right. */
export function drawSpectrogram(
  canvas: Canvas,
  plot: Rectangle,
  sound: { readonly audio: Float32Array; readonly sampleRate: number },
): void {
  const { audio, sampleRate } = sound;
  const heat = heatMap(audio, { sampleRate, columns: plot.width, rows: plot.height });
  canvas.paste(plot, heat.pixels);
  drawFrame(canvas, plot);
  const nyquist = sampleRate / 2;
  drawVerticalAxis(canvas, plot, {
    min: 0,
    max: nyquist,
    name: 'frequency (Hz)',
    ticks: ticks(0, nyquist, 9),
    side: 'left',
  });
  const bar = { x: plot.x + plot.width + BAR.gap, y: plot.y, width: BAR.width, height: plot.height };
  const shade = Uint8Array.from({ length: bar.width * bar.height }, (_, i) => {
    const row = Math.floor(i / bar.width);
    return Math.round((1 - row / (bar.height - 1)) * (COLOR_COUNT - 1));
  });
  canvas.paste(bar, shade);
  drawFrame(canvas, bar);
  drawVerticalAxis(canvas, bar, {
    min: heat.bottomDb,
    max: heat.topDb,
    name: 'dB re full-scale sine',
    ticks: ticks(heat.bottomDb, heat.topDb, 9),
    side: 'right',
  });
}
