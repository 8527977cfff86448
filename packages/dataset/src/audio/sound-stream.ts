import { id3Bytes, mixer, resampler } from '@audiate/media';
import { InputError } from '@audiate/protocol';
import type { ByteStream } from './byte-stream.js';
import type { Decode, Decoded } from './decoders/decoder.js';
import { decodeFlac } from './decoders/flac.js';
import { decodeMp3 } from './decoders/mp3.js';
import { decodeOgg } from './decoders/ogg.js';
import { decodeWavStream } from './decoders/wav.js';
import { type AudioKind, audioKind } from './kind.js';

/** How a sound file is read. */
export interface ReadAudioOptions {
  /** The rate wanted, in whole Hz, such as a model's; that of the file unless given. */
  readonly sampleRate?: number;
  /** Which channel, from 0 on; `'mean'` of all unless given. */
  readonly channel?: 'mean' | number;
  /**
   * What to do with a file that ends before its header says, or can't be decoded to its end: `refuse` unless given, or `keep`
   * what there is before.
   */
  readonly truncated?: 'refuse' | 'keep';
  /**
   * Ends the reading: it rejects with the signal's reason, and the file or the connection is closed. Nothing else bounds how
   * long a server may take; `AbortSignal.timeout(60_000)` does.
   */
  readonly signal?: AbortSignal;
}

const DECODERS: Readonly<Record<AudioKind, Decode>> = {
  WAV: decodeWavStream,
  FLAC: decodeFlac,
  MP3: decodeMp3,
  'Ogg FLAC': decodeOgg('Ogg FLAC'),
  'Ogg Vorbis': decodeOgg('Ogg Vorbis'),
  'Ogg Opus': decodeOgg('Ogg Opus'),
};
/** More tags before a sound are nobody's. */
const MAX_TAGS = 8;
/** So much tells what a file is. */
const HEAD_BYTES = 1 << 10;

/** Passes over ID3 tags at the beginning and tells what follows. @throws InputError for what is no sound. */
export async function openKind(stream: ByteStream): Promise<AudioKind> {
  let tagged = false;
  for (let tags = 0; tags < MAX_TAGS; tags++) {
    const bytes = id3Bytes(await stream.head(10));
    if (bytes === 0) break;
    await stream.skip(bytes);
    tagged = true;
  }
  const head = await stream.head(HEAD_BYTES);
  if (tagged && head.length === 0) throw new InputError('the file holds a tag and no sound; get it again');
  return audioKind(head, tagged);
}

/** The mono samples of a file in short pieces, all at one rate. */
export async function* soundStream(
  stream: ByteStream,
  kind: AudioKind,
  options: Required<Omit<ReadAudioOptions, 'sampleRate' | 'signal'>> & { readonly sampleRate: number | undefined },
): AsyncGenerator<{ readonly samples: Float32Array; readonly sampleRate: number }> {
  const { mix, end } = mixer(options.channel);
  let first: Decoded | undefined;
  let converter: Awaited<ReturnType<typeof resampler>> | undefined;
  let sampleRate = 0;
  try {
    for await (const piece of DECODERS[kind](stream, options)) {
      if (!first) {
        first = piece;
        sampleRate = options.sampleRate ?? piece.sampleRate;
        converter = await resampler(piece.sampleRate, sampleRate);
      }
      checkSame(kind, first, piece);
      yield { samples: await converter!.push(mix(piece.channels)), sampleRate };
    }
    if (!converter) throw new InputError(`the ${kind} file holds no samples`);
    end();
    yield { samples: await converter.end(), sampleRate };
  } finally {
    converter?.free();
  }
}

function checkSame(kind: string, first: Decoded, { channels, sampleRate }: Decoded): void {
  if (first.channels.length === channels.length && first.sampleRate === sampleRate) return;
  throw new InputError(
    `the ${kind} file changes from ${first.channels.length} channels at ${first.sampleRate} Hz to ${channels.length} at ${sampleRate} Hz in the middle; convert it by ffmpeg -i in out.flac`,
  );
}
