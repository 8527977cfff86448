import { InputError } from '@audiate/protocol';

/** What plays now: sounds of a page take turns, on one audio context, which begins with the first sound that is played. */
export interface Playing {
  /** Seconds from the sound's beginning to what is heard now. */
  position(): number;
  stop(): void;
}

let context: AudioContext | undefined;
let current: Playing | undefined;

/**
 * Plays a sound from `offset` seconds on, after stopping the one that played. Call it in an event of the user's: browsers
 * refuse sound before.
 * @param ended is called once, when the sound has ended or was stopped.
 * @throws InputError for a sample rate that the browser does not play.
 */
export function play(
  audio: Float32Array<ArrayBuffer>,
  { sampleRate, offset, ended }: { readonly sampleRate: number; readonly offset: number; readonly ended: () => void },
): Playing {
  current?.stop();
  context ??= new AudioContext();
  void context.resume();
  const buffer = bufferOf(context, audio.length, sampleRate);
  buffer.copyToChannel(audio, 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  const began = context.currentTime - offset;
  const playing: Playing = {
    position: () => Math.min(context!.currentTime - began, buffer.duration),
    stop: () => source.stop(),
  };
  source.onended = () => {
    if (current === playing) current = undefined;
    ended();
  };
  source.start(0, offset);
  current = playing;
  return playing;
}

function bufferOf(of: AudioContext, samples: number, sampleRate: number): AudioBuffer {
  try {
    return of.createBuffer(1, samples, sampleRate);
  } catch (error) {
    throw new InputError(`this browser plays no sound of ${sampleRate} Hz; show one of 8,000 to 96,000 Hz`, {
      cause: error,
    });
  }
}
