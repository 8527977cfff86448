import { checkNumber, InputError, type Sound } from '@audiate/protocol';
import { type AudioSource, openSource } from './open-source.js';
import { checkOptions } from './read-audio.js';
import { openKind, type ReadAudioOptions, soundStream } from './sound-stream.js';

/** Options of {@link readAudioWindows}. */
export interface AudioWindowsOptions extends ReadAudioOptions {
  /** How long a window is; the last one is shorter where the file ends within. */
  readonly seconds: number;
  /** How much of a window the next one has, too: 0 unless given, shorter than `seconds`. */
  readonly overlapSeconds?: number;
}

/** A part of a longer sound. */
export interface AudioWindow extends Sound {
  /** Where it begins in the file. */
  readonly startSeconds: number;
}

/** The longest window that is held: 64 MiB. */
const MAX_WINDOW = 2 ** 24;

/**
 * Reads a sound file in windows, in memory that does not grow with its length: an hour is read as a minute is. The windows
 * hold what `readAudio` gives, sample for sample; their edges are not heard, as decoder and resampler run on across them.
 *
 * `for await (const window of readAudioWindows('lecture.mp3', { sampleRate: 16_000, seconds: 20, overlapSeconds: 1 })) …`
 *
 * Windows begin at whole samples, `seconds − overlapSeconds` apart, rounded. The last one has something that the one before
 * has not. To leave the loop closes the file. What `readAudio` refuses before its first sample is refused before the first
 * window; what is found only on the way or at the end, such as damage, or opposite channels, ends the windows with the same
 * error.
 * @param source a path, an address, a `Blob` or `File`, or the file's bytes.
 * @throws InputError as `readAudio`, and for a window shorter than a sample or longer than 2^24, or an overlap as long as it.
 */
export async function* readAudioWindows(
  source: AudioSource,
  options: AudioWindowsOptions,
): AsyncGenerator<AudioWindow, void, undefined> {
  const checked = checkOptions('options of readAudioWindows', options, ['seconds', 'overlapSeconds']);
  const seconds = checkNumber('seconds', options.seconds, { above: 0, hint: 'a window is so long' });
  const overlapSeconds = checkNumber('overlapSeconds', options.overlapSeconds ?? 0, {
    min: 0,
    below: seconds,
    hint: 'it is shorter than a window',
  });
  const stream = await openSource(source, checked.signal);
  try {
    const kind = await openKind(stream);
    let window: Windower | undefined;
    for await (const { samples, sampleRate } of soundStream(stream, kind, checked)) {
      window ??= windower(sampleRate, seconds, overlapSeconds);
      yield* window.push(samples);
    }
    yield* window?.end() ?? [];
    if (window?.empty()) throw new InputError(`the ${kind} file holds no samples`);
  } finally {
    await stream.close();
  }
}

interface Windower {
  push(samples: Float32Array): Generator<AudioWindow>;
  end(): Generator<AudioWindow>;
  empty(): boolean;
}

function windower(sampleRate: number, seconds: number, overlapSeconds: number): Windower {
  const length = Math.round(seconds * sampleRate);
  const hop = Math.round((seconds - overlapSeconds) * sampleRate);
  if (hop < 1 || length > MAX_WINDOW) {
    throw new InputError(
      `windows of ${seconds} s with ${overlapSeconds} s of overlap are ${length} samples at ${sampleRate} Hz, ${hop} apart; give 1 to ${MAX_WINDOW} samples, at least 1 apart`,
    );
  }
  const buffer = new Float32Array(length);
  // What of the buffer was in the window before.
  let [filled, old, start] = [0, 0, 0];
  const cut = (): AudioWindow => ({
    samples: buffer.slice(0, filled),
    sampleRate,
    startSeconds: start / sampleRate,
  });
  return {
    *push(samples) {
      for (let at = 0; at < samples.length; ) {
        const part = samples.subarray(at, at + length - filled);
        buffer.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < length) continue;
        yield cut();
        buffer.copyWithin(0, hop);
        old = filled = length - hop;
        start += hop;
      }
    },
    *end() {
      if (filled > old) yield cut();
    },
    empty: () => start === 0 && filled === 0,
  };
}
