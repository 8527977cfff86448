import { rms as rootMeanSquares } from '@audiate/ops';
import { checkNumber, checkPart, type Kind, type Param, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { type ItemMap, mapItems } from '../items/map-items.js';
import { DEFAULT_LEVEL } from '../start/level.js';

/** Audio of a smaller RMS, −120 dB, counts as silence: it is raised by no more than audio of this RMS would be. */
const SILENCE = 1e-6;

/**
 * Scales each item of a param's audio to one root mean square, so that loudness is no way to a higher score and a step does
 * not shrink as the values grow. Silence stays silence, with a finite gradient. Differentiable once.
 * @param options.level linear amplitude above 0; 0.1 unless given, 20 dB below full scale: about the level of recorded
 * speech, with room for its peaks (14 to 22 dB above its RMS).
 * @throws InputError for something that is no param, and a level that is not above 0.
 */
export function rms(param: Param, options: { readonly level?: number } = {}): Param {
  checkPart('the param in rms', param);
  const level = checkNumber('level', options.level ?? DEFAULT_LEVEL, { above: 0 });
  const levelled = levelTo(level);
  return {
    spec: specOf(rmsKind, { level, param }),
    bind(context) {
      const inner = param.bind(context);
      return {
        init: (key) => inner.init(key),
        decode: (values) => mapItems(inner.decode(values), levelled),
      };
    },
  };
}

/** The kind of {@link rms}. */
export const rmsKind: Kind<Param> = {
  kind: 'rms',
  make: ({ param, ...options }: { readonly level?: number } & { readonly param: Param }) => rms(param, options),
};

function levelTo(level: number): ItemMap {
  return {
    value(samples) {
      const gain = level / Math.max(rootMeanSquare(samples), SILENCE);
      const out = new Float32Array(samples.length);
      for (let i = 0; i < out.length; i++) out[i] = gain * samples[i]!;
      return out;
    },
    /** y = level · x / r: dx = level / r · (dy − x · (x·dy) / (n r²)); the second term is absent where r is held. */
    gradient(dy, samples) {
      const root = rootMeanSquare(samples);
      const gain = level / Math.max(root, SILENCE);
      const pull = root > SILENCE ? dot(samples, dy) / (samples.length * root * root) : 0;
      const out = new Float32Array(samples.length);
      for (let i = 0; i < out.length; i++) out[i] = gain * (dy[i]! - pull * samples[i]!);
      return out;
    },
    inProgram(audio) {
      const gains = tf.div(level, tf.maximum(rootMeanSquares(audio), SILENCE));
      return tf.mul(audio, tf.reshape(gains, [audio.shape[0], 1]));
    },
  };
}

function rootMeanSquare(samples: Float32Array): number {
  return Math.sqrt(dot(samples, samples) / samples.length);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
