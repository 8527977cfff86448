import { toBase64 } from '../base64.js';
import { amplitudeRange, envelope } from '../envelope.js';
import type { Lane } from '../lanes/lane.js';
import { palettePng } from '../picture/canvas.js';
import { colorMap } from '../spectrum/color-map.js';
import { heatMap } from '../spectrum/heat-map.js';
import { ticks } from '../ticks.js';
import { type Axis, gridLines, horizontalAxis, verticalAxis } from './axes.js';
import { laneFigure } from './lane-figure.js';
import { type Track, trackFigure } from './track-figure.js';

/** Pixels of the spectrogram, and points of the waveform, across; both are stretched to the width of the card. */
const COLUMNS = 640;
const ROWS = 220;

/** What {@link soundFigure} shows. */
export interface ShownSound {
  readonly audio: Float32Array;
  /** In Hz. */
  readonly sampleRate: number;
  /** Between spectrogram and waveform, on their time axis. */
  readonly lanes?: readonly Lane[];
  /** Below the lanes, on the same axis. */
  readonly tracks?: readonly Track[];
}

/** The HTML of a spectrogram above a waveform, with axes; `name` is text that was escaped. */
export function soundFigure({ audio, sampleRate, lanes = [], tracks = [] }: ShownSound, name: string): string {
  const heat = heatMap(audio, { sampleRate, columns: COLUMNS, rows: ROWS });
  const png = palettePng({ width: COLUMNS, height: ROWS, pixels: heat.pixels, colors: colorMap() });
  const seconds = audio.length / sampleRate;
  const range = amplitudeRange(audio);
  const frequency: Axis = { min: 0, max: sampleRate / 2, ticks: ticks(0, sampleRate / 2, 9) };
  const level: Axis = { min: heat.bottomDb, max: heat.topDb, ticks: ticks(heat.bottomDb, heat.topDb, 9) };
  const amplitude: Axis = { min: -range, max: range, ticks: ticks(-range, range, 5) };
  const time: Axis = { min: 0, max: seconds, ticks: ticks(0, seconds, 6) };
  const duration = `${Number(seconds.toPrecision(3))} s`;
  return `<figure>
<div class="names"><span>frequency (Hz)</span><span>level (dB re full-scale sine)</span></div>
<div class="row tall">${verticalAxis(frequency, 'left')}<img class="heat" alt="Spectrogram of ${name}: ${duration}, 0 to ${sampleRate / 2} Hz, dark at ${heat.bottomDb} dB and below, bright at ${heat.topDb} dB" src="data:image/png;base64,${toBase64(png)}"><div class="bar" aria-hidden="true"><div class="ramp"></div>${verticalAxis(level, 'right')}</div></div>
${laneFigure(lanes, time, name)}${trackFigure(tracks, time, name)}<div class="names"><span>amplitude</span></div>
<div class="row low">${verticalAxis(amplitude, 'left')}<svg class="plot wave" role="img" aria-label="Waveform of ${name}: ${duration}, peak ${peakOf(audio)}" viewBox="0 0 ${COLUMNS} 100" preserveAspectRatio="none">${gridLines(amplitude)}<path d="${wavePath(audio, range)}"/><rect width="100%" height="100%"/></svg></div>
<div class="row flat"><span></span>${horizontalAxis(time, 'time (s)')}</div>
</figure>`;
}

function peakOf(audio: Float32Array): number {
  return Number(audio.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0).toPrecision(3));
}

/** Along the upper edge of the waveform and back along the lower one. */
function wavePath(audio: Float32Array, range: number): string {
  const { low, high } = envelope(audio, COLUMNS);
  const point = (value: number, column: number) => `${column + 0.5},${Number((50 * (1 - value / range)).toFixed(1))}`;
  const upper = Array.from(high, point);
  const lower = Array.from(low, point);
  return `M${[...upper, ...lower.reverse()].join('L')}Z`;
}
