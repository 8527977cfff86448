import { InputError, type Sound } from '@audiate/protocol';
import { checkSampleRate } from '../check-audio.js';
import { type DecodeWavOptions, decodeWav } from '../wav/decode.js';
import { mixer } from './mono.js';
import { resample } from './resample.js';

/** Options of {@link readSound}. */
export interface ReadSoundOptions extends DecodeWavOptions {
  /** The rate wanted, in Hz, such as a model's; that of the file unless given. */
  readonly sampleRate?: number;
  /** Which channel, from 0 on; `'mean'` of all unless given. */
  readonly channel?: 'mean' | number;
}

/**
 * From the bytes of a WAV file to what a model hears: one channel, at the rate asked for.
 *
 * `await readSound(await readFile('clip.wav'), { sampleRate: model.sampleRate })`
 * @throws InputError for what `decodeWav` refuses (other formats by their names, with how to convert them), for a file
 * without samples, channels that cancel each other, and for rates further apart than 1 : 32.
 */
export async function readSound(bytes: Uint8Array, options: ReadSoundOptions = {}): Promise<Sound> {
  const wanted = options.sampleRate === undefined ? undefined : checkSampleRate(options.sampleRate);
  const { channels, sampleRate } = decodeWav(bytes, options);
  if (channels[0]!.length === 0) throw new InputError('the WAV file holds no samples');
  const { mix, end } = mixer(options.channel);
  const samples = mix(channels);
  end();
  return resample({ samples, sampleRate }, wanted ?? sampleRate);
}
