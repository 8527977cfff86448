import {
  checkNumber,
  fold,
  type Key,
  type Kind,
  normal,
  type Param,
  specOf,
  uniform,
  type Value,
} from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { mapItems } from '../items/map-items.js';
import { PHASE_RADIANS } from '../oscillators/phase-radians.js';
import { networkValues, sineNetwork } from '../oscillators/sine-network.js';
import { START_RMS } from '../start/start-noise.js';

/** Options of {@link cppn}. */
export interface CppnOptions {
  /** Oscillators, and units of each hidden layer, 2 to 256; 16 unless given. */
  readonly width?: number;
  /** Hidden layers after the oscillators, 0 to 8; 2 unless given. */
  readonly depth?: number;
  /** The oscillators' frequencies at the start lie evenly over octaves from here; 80 unless given. */
  readonly lowHz?: number;
  /** … to here; 4,000 unless given, less for a model that hears less. */
  readonly highHz?: number;
}

/**
 * A small network that makes the waveform out of time: oscillators, then layers of sines of weighted sums, then a weighted
 * sum (a compositional pattern-producing network; Lucid: `cppn`; sine activations as SIREN, Sitzmann and others 2020).
 * Each layer modulates the frequencies of the one before, so that it sings rather than hisses, and cannot follow
 * each sample by itself. Values for each item: `frequencies`, `phases` and `output` `[batch, width]`, and `weights1`,
 * `biases1` … of the hidden layers; all start with an RMS of 0.01, the audio with one near 0.1. It cannot start from given
 * audio. A step costs `3 · depth · width² · samples` multiplications and, at the defaults, 1.5 million sines a second of
 * sound.
 * @throws InputError for options out of range, at bind for frequencies that the model cannot hear.
 */
export function cppn(options: CppnOptions = {}): Param {
  const width = checkNumber('width', options.width ?? 16, { min: 2, max: 256, integer: true });
  const depth = checkNumber('depth', options.depth ?? 2, { min: 0, max: 8, integer: true });
  const lowHz = checkNumber('lowHz', options.lowHz ?? 80, { above: 0 });
  const highHz = options.highHz === undefined ? undefined : checkNumber('highHz', options.highHz, { above: lowHz });
  return {
    spec: specOf(cppnKind, { width, depth, lowHz, highHz }),
    bind({ batch, samples, model: { sampleRate } }) {
      const hint = `the model hears up to ${sampleRate / 2} Hz`;
      const top = checkNumber('highHz', highHz ?? Math.min(4000, 0.45 * sampleRate), {
        above: lowHz,
        below: sampleRate / 2,
        hint,
      });
      const arrays = networkValues({ width, depth });
      const network = sineNetwork({ width, depth, lowHz, highHz: top, samples, sampleRate });
      return {
        init(key) {
          const drawn = arrays.map(([name, shape], i) => {
            const draw = name === 'phases' ? evenPhases : gaussian;
            return [name, drawItems(fold(key, i), batch, shape, draw)] as const;
          });
          return Object.fromEntries(drawn);
        },
        decode(values) {
          const flat = arrays.map(([name]) => tf.reshape(values[name]!, [batch, -1]));
          return mapItems(tf.concat(flat, 1) as tf.Tensor2D, network);
        },
      };
    },
  };
}

/** The kind of {@link cppn}. */
export const cppnKind: Kind<Param> = { kind: 'cppn', make: cppn };

function gaussian(key: Key, count: number): Float32Array {
  return normal(key, count).map((value) => START_RMS * value);
}

function evenPhases(key: Key, count: number): Float32Array {
  return Float32Array.from(uniform(key, count, -Math.PI, Math.PI), (radians) => radians / PHASE_RADIANS);
}

/** An array for each item, each drawn from a key of its own. */
function drawItems(key: Key, batch: number, shape: readonly number[], draw: typeof gaussian): Value {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const data = new Float32Array(batch * size);
  for (let item = 0; item < batch; item++) data.set(draw(fold(key, item), size), item * size);
  return { data, shape: [batch, ...shape] };
}
