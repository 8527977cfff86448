import { type CorpusClip, readAudio, readAudioWindows, type WindowOptions } from '@audiate/dataset';
import type { Sound } from '@audiate/protocol';

/** A recording that is read when its turn comes, piece by piece. */
export interface ClipToRead extends CorpusClip {
  readonly windows: (options: WindowOptions) => AsyncIterable<Sound>;
}

/** How recordings are read. */
export interface Reading {
  /** Of the model, in Hz. */
  readonly sampleRate: number;
  /** Ends the reading: it rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/** A recording. @param file its name. @param source the file, or its address. */
export function clipToRead(file: string, source: File | string, { sampleRate, signal }: Reading): ClipToRead {
  return {
    file,
    sound: () => readAudio(source, { sampleRate, signal }),
    windows: (options) => readAudioWindows(source, { ...options, signal }),
  };
}
