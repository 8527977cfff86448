import type { ItemMap } from '../items/map-items.js';
import { DEFAULT_LEVEL } from '../start/level.js';
import { START_RMS } from '../start/start-noise.js';
import { PHASE_RADIANS } from './phase-radians.js';

/** Hz of a frequency's value of 1: a start within ±1 Hz or so, a step of the default optimizer 0.5 Hz. */
const HZ = 100;

/** The size of a network, the start frequencies of its oscillators, and the time that it runs over. */
export interface SineNetwork {
  readonly width: number;
  readonly depth: number;
  readonly lowHz: number;
  readonly highHz: number;
  readonly samples: number;
  readonly sampleRate: number;
}

/** The values of a network in the order in which {@link sineNetwork} takes them, with the shape of each for one item. */
export function networkValues({ width, depth }: Pick<SineNetwork, 'width' | 'depth'>): [string, readonly number[]][] {
  const hidden = Array.from({ length: depth }, (_, i): [string, readonly number[]][] => [
    [`weights${i + 1}`, [width, width]],
    [`biases${i + 1}`, [width]],
  ]);
  return [['frequencies', [width]], ['phases', [width]], ...hidden.flat(), ['output', [width]]];
}

/**
 * From a network's values, one after the other, to its waveform, and back to their gradient. In float64, as angles grow
 * to thousands of radians, and moment by moment, so that no array of all units at all moments is needed. Hidden weights of
 * variance 2/width and an output of variance 2·0.1²/width keep every unit at a variance of 1/2, the audio at an RMS of 0.1.
 */
export function sineNetwork(network: SineNetwork): ItemMap {
  const { width, depth, samples } = network;
  const first = 2 * width;
  const perLayer = width * width + width;
  const size = first + depth * perLayer + width;
  const scales = scalesOf(network, size);
  const carriers = carriersOf(network);
  /** Sines and their slopes, layer after layer, at one moment. */
  const units = new Float64Array((depth + 1) * width);
  const slopes = new Float64Array((depth + 1) * width);

  const run = (values: Float64Array, time: number): number => {
    for (let i = 0; i < width; i++) {
      const angle = (carriers[i]! + values[i]!) * time + values[width + i]!;
      units[i] = Math.sin(angle);
      slopes[i] = Math.cos(angle);
    }
    for (let layer = 1; layer <= depth; layer++) {
      const weights = first + (layer - 1) * perLayer;
      for (let to = 0; to < width; to++) {
        let sum = values[weights + width * width + to]!;
        for (let from = 0; from < width; from++) {
          sum += units[(layer - 1) * width + from]! * values[weights + from * width + to]!;
        }
        units[layer * width + to] = Math.sin(sum);
        slopes[layer * width + to] = Math.cos(sum);
      }
    }
    let audio = 0;
    for (let i = 0; i < width; i++) audio += units[depth * width + i]! * values[size - width + i]!;
    return audio;
  };

  const errors = new Float64Array(width);
  const before = new Float64Array(width);
  /** Adds the gradient at the moment of the last `run`, by the scaled values, to `total`. */
  const walkBack = (values: Float64Array, time: number, dy: number, total: Float64Array): void => {
    for (let i = 0; i < width; i++) {
      total[size - width + i]! += dy * units[depth * width + i]!;
      errors[i] = dy * values[size - width + i]! * slopes[depth * width + i]!;
    }
    for (let layer = depth; layer >= 1; layer--) {
      const weights = first + (layer - 1) * perLayer;
      for (let to = 0; to < width; to++) total[weights + width * width + to]! += errors[to]!;
      for (let from = 0; from < width; from++) {
        const unit = units[(layer - 1) * width + from]!;
        let sum = 0;
        for (let to = 0; to < width; to++) {
          const at = weights + from * width + to;
          total[at]! += unit * errors[to]!;
          sum += values[at]! * errors[to]!;
        }
        before[from] = sum * slopes[(layer - 1) * width + from]!;
      }
      errors.set(before);
    }
    for (let i = 0; i < width; i++) {
      total[i]! += errors[i]! * time;
      total[width + i]! += errors[i]!;
    }
  };

  const timeOf = (n: number) => (n - (samples - 1) / 2) / network.sampleRate;
  return {
    value(given) {
      const values = scales.map((scale, i) => scale * given[i]!);
      return Float32Array.from({ length: samples }, (_, n) => run(values, timeOf(n)));
    },
    gradient(dy, given) {
      const values = scales.map((scale, i) => scale * given[i]!);
      const total = new Float64Array(size);
      for (let n = 0; n < samples; n++) {
        run(values, timeOf(n));
        walkBack(values, timeOf(n), dy[n]!, total);
      }
      return Float32Array.from(total, (gradient, i) => scales[i]! * gradient);
    },
  };
}

/** What each value is multiplied with. */
function scalesOf({ width, depth }: SineNetwork, size: number): Float64Array {
  const scales = new Float64Array(size).fill(Math.sqrt(2 / width) / START_RMS);
  scales.fill(2 * Math.PI * HZ, 0, width);
  scales.fill(PHASE_RADIANS, width, 2 * width);
  for (let layer = 1; layer <= depth; layer++) {
    const end = 2 * width + layer * (width * width + width);
    scales.fill(1 / START_RMS, end - width, end);
  }
  for (let i = size - width; i < size; i++) scales[i]! *= DEFAULT_LEVEL;
  return scales;
}

/** Angular frequencies, evenly over octaves. */
function carriersOf({ width, lowHz, highHz }: SineNetwork): Float64Array {
  return Float64Array.from({ length: width }, (_, i) => 2 * Math.PI * lowHz * (highHz / lowHz) ** (i / (width - 1)));
}
