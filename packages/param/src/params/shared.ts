import { irfft, linearMap, rfft } from '@audiate/ops';
import { checkNumber, checkPart, InputError, type Kind, type Param, show, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { powerOfTwoFrom } from '../fourier/power-of-two.js';
import { DEFAULT_LEVEL } from '../start/level.js';
import { START_RMS } from '../start/start-noise.js';

/** Options of {@link shared}. */
export interface SharedOptions {
  /** How many times lower the base's sample rate is, a power of two from 2; 8 unless given: at 16 kHz, all below 1 kHz. */
  readonly ratio?: number;
  /** The base holds nothing below; 60 unless given. */
  readonly floorHz?: number;
}

/**
 * Adds to each item of a param's audio a base that the whole batch shares, at a low sample rate (Lucid: `lowres_tensor` with
 * an underlying shape of one item): what all items need is found once and alike, so that items of a batch can be compared
 * and morphed into each other. The base (`shared<ratio>`, `[batch, samples at the low rate]`) is held once for each item and
 * is the mean over them; as the copies start and are pulled alike, they stay alike. It starts silent, so that the start
 * is the param's own, also one from given audio. Several with unlike ratios may wrap each other.
 * @throws InputError for something that is no param and a ratio that is no power of two, at bind when nothing is left between `floorHz` and the base's
 * Nyquist frequency, at init when the param has a base of that ratio already.
 */
export function shared(param: Param, options: SharedOptions = {}): Param {
  checkPart('the param in shared', param);
  const ratio = checkNumber('shared ratio', options.ratio ?? 8, { min: 2, integer: true });
  if (!Number.isInteger(Math.log2(ratio))) {
    throw new InputError(`shared ratio must be a power of two, got ${show(ratio)}; choose 2, 4, 8 …`);
  }
  const floorHz = checkNumber('shared floorHz', options.floorHz ?? 60, { min: 0 });
  const name = `shared${ratio}`;
  return {
    spec: specOf(sharedKind, { ratio, floorHz, param }),
    bind(context) {
      const { batch, samples, model } = context;
      const inner = param.bind(context);
      const size = powerOfTwoFrom(samples);
      const length = size / ratio;
      const first = Math.ceil((floorHz * size) / model.sampleRate);
      if (!(first < length / 2)) {
        throw new InputError(
          `a base of ratio ${ratio} holds nothing between ${floorHz} Hz and ${model.sampleRate / ratio / 2} Hz in ` +
            `${samples} samples; choose a smaller ratio or floorHz`,
        );
      }
      const raise = raising({ size, length, first });
      return {
        init(key) {
          const values = inner.init(key);
          if (Object.hasOwn(values, name)) throw new InputError(`the param shares a base of ratio ${ratio} already`);
          return { ...values, [name]: { data: new Float32Array(batch * length), shape: [batch, length] } };
        },
        decode({ [name]: copies, ...values }) {
          const base = tf.mean(copies as tf.Tensor2D, 0, true) as tf.Tensor2D;
          const spectrum = linearMap(tf.reshape(rfft(base), [1, length + 2]), raise);
          const low = irfft(tf.reshape(spectrum, [1, 2, size / 2 + 1]), samples);
          return tf.add(inner.decode(values), low);
        },
      };
    },
  };
}

/** The kind of {@link shared}. */
export const sharedKind: Kind<Param> = {
  kind: 'shared',
  make: ({ param, ...options }: SharedOptions & { readonly param: Param }) => shared(param, options),
};

/** From the base's spectrum to that of the whole sound; values of RMS 0.01 become audio of RMS 0.1. */
function raising({ size, length, first }: { size: number; length: number; first: number }) {
  const gain = (DEFAULT_LEVEL / START_RMS) * (size / length);
  const [low, high] = [length / 2 + 1, size / 2 + 1];
  const move = (input: Float32Array, from: number, to: number) => {
    const out = new Float32Array(2 * to);
    for (let bin = first; bin < length / 2; bin++) {
      out[bin] = gain * input[bin]!;
      out[to + bin] = gain * input[from + bin]!;
    }
    return out;
  };
  return {
    samples: 2 * high,
    forward: (input: Float32Array) => move(input, low, high),
    adjoint: (dy: Float32Array) => move(dy, high, low),
  };
}
