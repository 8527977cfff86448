import { checkNumber, InputError, type Kind, type Param, specOf } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';
import { checkStartAudio, type StartAudio, startAudioFor } from '../start/start-audio.js';
import { START_RMS, startNoise } from '../start/start-noise.js';

/** Options of {@link waveform}. */
export interface WaveformOptions {
  /** RMS of the noise that a render starts from, linear amplitude; 0.01 unless given. */
  readonly rms?: number;
  /** Audio to start from instead of noise, exactly; as long as the render. */
  readonly from?: StartAudio;
}

/**
 * The samples themselves as values (`samples`, `[batch, samples]`), from white noise. Every frequency moves at the same
 * rate, so results hiss; `spectrum` is the better start for speech models.
 * @throws InputError for `rms` together with `from`, at bind for audio of another length than the render.
 */
export function waveform(options: WaveformOptions = {}): Param {
  if (options.from !== undefined && options.rms !== undefined) {
    throw new InputError(`rms is that of the noise to start from, got ${options.rms} and from; leave one out`);
  }
  const from = options.from === undefined ? undefined : checkStartAudio(options.from);
  const rms = from ? undefined : checkNumber('rms', options.rms ?? START_RMS, { above: 0 });
  return {
    spec: specOf(waveformKind, { rms, from }),
    bind(context) {
      const { batch, samples } = context;
      const start = from && startAudioFor(from, context);
      const even = new Float32Array(samples).fill(1);
      return {
        init(key) {
          const data = start
            ? Float32Array.from(start.flatMap((item) => [...item]))
            : startNoise(key, batch, even, rms);
          return { samples: { data, shape: [batch, samples] } };
        },
        decode: ({ samples: values }) => tf.clone(values as tf.Tensor2D),
      };
    },
  };
}

/** The kind of {@link waveform}. */
export const waveformKind: Kind<Param> = { kind: 'waveform', make: waveform };
