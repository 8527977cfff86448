import { openWav, readSound } from '@audiate/media';
import { checkChoice, checkKeys, checkNumber, checkSignal, InputError, type Sound } from '@audiate/protocol';
import { readAll } from './byte-stream.js';
import { type AudioSource, openSource } from './open-source.js';
import { openKind, type ReadAudioOptions, soundStream } from './sound-stream.js';

/** Samples of a sound that is held whole: 1 GiB, or 4.6 h at 16,000 Hz. */
const MAX_SAMPLES = 2 ** 28;
/** Bytes of a WAV file that is held whole. */
const MAX_WAV_BYTES = 2 ** 30;

/**
 * From a sound file as users have it to what a model hears: one channel, at the rate asked for.
 *
 * `await readAudio('clip.mp3', { sampleRate: model.sampleRate })`
 *
 * WAV (whatever `decodeWav` reads), FLAC, MP3 and the other layers of MPEG audio, Ogg Vorbis, Ogg Opus and Ogg FLAC, told
 * apart by their first bytes. The decoders are WebAssembly, loaded when first needed, in Node and in pages alike. What an
 * encoder of MP3, Opus or Vorbis adds before and behind the sound is taken off where the file says how much. Channels are
 * mixed by their mean.
 * @param source a path, an address, a `Blob` or `File`, or the file's bytes.
 * @throws InputError, one sentence, for a file that is not there, no sound or another kind of sound (with what it is),
 * damaged, truncated, empty, longer than 4.6 h at 16,000 Hz (then `readAudioWindows`), whose channels cancel each other, or
 * at a rate further than 1 : 32 from the one asked for; the signal's reason once it has aborted.
 */
export async function readAudio(source: AudioSource, options: ReadAudioOptions = {}): Promise<Sound> {
  const checked = checkOptions('options of readAudio', options);
  const stream = await openSource(source, checked.signal);
  try {
    const kind = await openKind(stream);
    if (kind === 'WAV') {
      const bytes = await readAll(stream, MAX_WAV_BYTES);
      if (samplesOfWav(bytes, checked) > MAX_SAMPLES) throw tooLong(kind);
      const { signal: _, ...how } = options;
      return await readSound(bytes, how);
    }
    const parts: Float32Array[] = [];
    let [length, rate] = [0, 0];
    for await (const { samples, sampleRate } of soundStream(stream, kind, checked)) {
      parts.push(samples);
      length += samples.length;
      rate = sampleRate;
      if (length > MAX_SAMPLES) throw tooLong(kind);
    }
    if (length === 0) throw new InputError(`the ${kind} file holds no samples`);
    const samples = new Float32Array(length);
    let at = 0;
    for (const part of parts) {
      samples.set(part, at);
      at += part.length;
    }
    return { samples, sampleRate: rate };
  } finally {
    await stream.close();
  }
}

/** How many samples a WAV file gives at the rate asked for: 8 bits at a low rate are 128 times as many bytes. */
function samplesOfWav(bytes: Uint8Array, { sampleRate, truncated }: ReturnType<typeof checkOptions>): number {
  const wav = openWav(bytes, bytes.length, { truncated });
  if (!wav) return 0;
  const frames = Math.min(wav.length, bytes.length - wav.start) / wav.frameBytes;
  return (frames * (sampleRate ?? wav.sampleRate)) / wav.sampleRate;
}

const tooLong = (kind: string) =>
  new InputError(
    `the ${kind} file has more than ${MAX_SAMPLES} samples at the rate asked for, too many to hold; read it by readAudioWindows`,
  );

/** @throws InputError for an option that there isn't, or a value that it can't have. */
export function checkOptions(where: string, options: ReadAudioOptions, others: readonly string[] = []) {
  checkKeys(where, options, ['sampleRate', 'channel', 'truncated', 'signal', ...others]);
  const { sampleRate, channel = 'mean', truncated = 'refuse', signal } = options;
  return {
    sampleRate:
      sampleRate === undefined
        ? undefined
        : checkNumber('sampleRate', sampleRate, { min: 1, max: 1_000_000, integer: true, hint: 'give it in Hz' }),
    channel:
      channel === 'mean' ? channel : checkNumber('channel', channel, { min: 0, integer: true, hint: "or 'mean'" }),
    truncated: checkChoice('truncated', truncated, ['refuse', 'keep']),
    signal: checkSignal(signal),
  };
}
