import { COLOR_COUNT } from './color-map.js';
import { defaultWindow, nextPowerOfTwo, powerSpectrum } from './power-spectrum.js';

/** Size of a heat map in pixels. */
export interface HeatMapOptions {
  /** In Hz. */
  readonly sampleRate: number;
  readonly columns: number;
  readonly rows: number;
}

/** A spectrogram as pixels. */
export interface HeatMap {
  /** Index into the colour map for each pixel, row by row, the highest frequency on top. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Level of the last colour, dB re a full-scale sine: the peak, rounded up to a multiple of 10; 0 for silence. */
  readonly topDb: number;
  /** Level of the first colour; what is softer has it, too. */
  readonly bottomDb: number;
}

/** From the softest to the loudest colour: about what speech in a quiet room spans. */
const SPAN_DB = 80;

/**
 * The spectrogram of a whole clip in a given number of pixels, time to the right over [0, samples / sampleRate] and
 * frequency upwards over [0, sampleRate / 2], both linear. A pixel shows the level at its centre; where a column is longer
 * than a quarter of the 25 ms window, the largest within it, so that no click is lost.
 */
export function heatMap(audio: Float32Array, options: HeatMapOptions): HeatMap {
  const { sampleRate, columns, rows } = options;
  const window = defaultWindow(sampleRate);
  // Bins two to a row at least, so that the nearest one serves.
  const size = nextPowerOfTwo(Math.max(2 * window, 4 * rows));
  const spectrumAt = powerSpectrum(audio, { window, size });
  const samplesPerColumn = audio.length / columns;
  const looks = Math.max(1, Math.ceil(samplesPerColumn / (window / 4)));
  const bins = Int32Array.from({ length: rows }, (_, row) => Math.round(((rows - row - 0.5) / rows) * (size / 2)));
  const power = new Float64Array(rows * columns);
  for (let look = 0; look < columns * looks; look++) {
    const column = Math.floor(look / looks);
    const spectrum = spectrumAt(Math.floor(((look + 0.5) / looks) * samplesPerColumn));
    for (let row = 0; row < rows; row++) {
      const at = row * columns + column;
      power[at] = Math.max(power[at]!, spectrum[bins[row]!]!);
    }
  }
  const peak = power.reduce((most, p) => Math.max(most, p), 0);
  const topDb = peak > 0 ? 10 * Math.ceil(Math.log10(peak)) : 0;
  const bottomDb = topDb - SPAN_DB;
  const pixels = Uint8Array.from(power, (p) => {
    const share = (10 * Math.log10(p) - bottomDb) / SPAN_DB;
    return Math.round((COLOR_COUNT - 1) * Math.min(1, Math.max(0, share)));
  });
  return { pixels, topDb, bottomDb };
}
