import type { PowerSpectrum } from './average-spectrum.ts';

/** Level in dB of the band `octaves` wide around `centreHz`, from a measured spectrum; bins at the edges count in part. */
export function measuredLevel({ powers, sampleRate }: PowerSpectrum, centreHz: number, octaves: number): number {
  const binHz = sampleRate / (2 * (powers.length - 1));
  const [low, high] = edges(centreHz, octaves).map((hz) => hz / binHz) as [number, number];
  let sum = 0;
  powers.forEach((power, k) => {
    sum += power * Math.max(0, Math.min(high, k + 0.5) - Math.max(low, k - 0.5));
  });
  return 10 * Math.log10(sum);
}

/** Level in dB of the band, from an amplitude spectrum in closed form. */
export function modelLevel(amplitude: (hz: number) => number, centreHz: number, octaves: number): number {
  const [low, high] = edges(centreHz, octaves);
  const steps = 200;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += amplitude(low + ((high - low) * (i + 0.5)) / steps) ** 2;
  return 10 * Math.log10((sum * (high - low)) / steps);
}

/** Differences `levels − others` with their mean taken off: loudness is no part of a spectrum's shape. */
export function deviations(levels: readonly number[], others: readonly number[]): number[] {
  const differences = levels.map((level, i) => level - others[i]!);
  const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
  return differences.map((d) => d - mean);
}

/** Root mean square. */
export function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
}

function edges(centreHz: number, octaves: number): [number, number] {
  return [centreHz * 2 ** (-octaves / 2), centreHz * 2 ** (octaves / 2)];
}
