import { signal } from '@preact/signals';

/** Seconds in which a sound begins and ends. */
const FADE_SECONDS = 0.02;

/** Plays sounds, each once; a new one ends the one before. */
export type Once = ReturnType<typeof createOnce>;

/** A player that browsers let sound from the first click or key on. */
export function createOnce() {
  /** Whether the reader wants to hear, and whether the browser lets the page. */
  const wanted = signal(true);
  const allowed = signal(false);
  let context: AudioContext | undefined;
  let analyser: AnalyserNode | undefined;
  let playing: { readonly source: AudioBufferSourceNode; readonly gain: GainNode } | undefined;

  const stop = () => {
    if (!playing || !context) return;
    const { source, gain } = playing;
    playing = undefined;
    gain.gain.setTargetAtTime(0, context.currentTime, FADE_SECONDS / 3);
    source.stop(context.currentTime + FADE_SECONDS);
  };
  return {
    wanted,
    allowed,
    /** To be called in the event of a click or a key. */
    allow() {
      context ??= new AudioContext();
      void context.resume().then(() => {
        allowed.value = true;
      });
    },
    play(buffer: AudioBuffer) {
      stop();
      if (!context || !wanted.value) return;
      if (!analyser) {
        analyser = context.createAnalyser();
        analyser.fftSize = 2048;
        analyser.connect(context.destination);
      }
      const source = context.createBufferSource();
      source.buffer = buffer;
      const gain = context.createGain();
      gain.gain.setValueAtTime(0, context.currentTime);
      gain.gain.linearRampToValueAtTime(1, context.currentTime + FADE_SECONDS);
      source.connect(gain).connect(analyser);
      source.start();
      playing = { source, gain };
    },
    stop,
    want(value: boolean) {
      wanted.value = value;
      if (!value) stop();
    },
    /** Samples that are going to the loudspeaker now; none before the first sound. */
    samples(): Float32Array {
      if (!analyser) return new Float32Array();
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      return samples;
    },
  };
}

/** A FLAC file as samples at its own rate. @throws Error where the browser can't. */
export async function decoded(flac: Uint8Array, sampleRate: number): Promise<AudioBuffer> {
  try {
    return await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(flac.slice().buffer);
  } catch (cause) {
    throw new Error(`this browser can't decode the sound, a FLAC file at ${sampleRate} Hz; try another browser`, {
      cause,
    });
  }
}
