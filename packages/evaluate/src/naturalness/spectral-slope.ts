import { stftPower } from './stft.js';

/** Options of {@link spectralSlope}. */
export interface SpectralSlopeOptions {
  readonly sampleRate: number;
  /** The lowest band's centre in Hz; 125 unless given, an octave below what carries speech. */
  readonly fromHz?: number;
}

/** Bands an octave. */
const PER_OCTAVE = 3;
const WINDOW = 1024;

/**
 * How a sound's spectrum falls, in dB an octave: the least squares line through the power density of its third-octave bands
 * over the logarithm of their centres, from 125 Hz to the highest band below the Nyquist frequency. White noise has 0, pink
 * noise −3, running speech about −7. Windows of 1,024 samples (Hann), half overlapping, all averaged (Welch 1967). NaN
 * for silence and for a band that is empty.
 */
export function spectralSlope(sound: Float32Array, { sampleRate, fromHz = 125 }: SpectralSlopeOptions): number {
  const density = new Float64Array(WINDOW / 2 + 1);
  for (const frame of stftPower(sound, { window: WINDOW, hop: WINDOW / 2 })) {
    for (const [bin, power] of frame.entries()) density[bin]! += power;
  }
  const points: [octave: number, levelDb: number][] = [];
  const halfBand = 2 ** (1 / (2 * PER_OCTAVE));
  for (let band = 0; fromHz * 2 ** (band / PER_OCTAVE) * halfBand <= sampleRate / 2; band++) {
    const centre = fromHz * 2 ** (band / PER_OCTAVE);
    const [first, last] = [centre / halfBand, centre * halfBand].map((hz) => (hz * WINDOW) / sampleRate);
    let [sum, bins] = [0, 0];
    for (let bin = Math.ceil(first!); bin < last!; bin++) {
      sum += density[bin]!;
      bins++;
    }
    // Low bands of short windows can fall between two bins: the nearest one stands for them.
    if (bins === 0) [sum, bins] = [density[Math.round((centre * WINDOW) / sampleRate)]!, 1];
    points.push([Math.log2(centre), 10 * Math.log10(sum / bins)]);
  }
  return slopeOf(points);
}

function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [x0, y0] = [mean(0), mean(1)];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  const variance = points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
  const slope = covariance / variance;
  return Number.isFinite(slope) ? slope : Number.NaN;
}
