import { signal } from '@preact/signals';
import type { Shown } from '../protocol/sound.js';

/** Seconds in which one sound gives way to the next. */
const BLEND_SECONDS = 0.08;
/** A sound that was just begun is let be for so long. */
const LEAST_SECONDS = 0.3;

interface Playing {
  readonly source: AudioBufferSourceNode;
  readonly gain: GainNode;
  readonly since: number;
}

/** Plays the newest sound, over and over, each fading into the next. */
export type Player = ReturnType<typeof createPlayer>;

/** A player that makes no sound until it is switched on by a click or a key, as browsers ask. */
export function createPlayer() {
  const sounding = signal(false);
  const volume = signal(0.8);
  let context: AudioContext | undefined;
  let out: GainNode | undefined;
  let analyser: AnalyserNode | undefined;
  let playing: Playing | undefined;
  let newest: Shown | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const ready = (): AudioContext => {
    if (context) return context;
    context = new AudioContext();
    out = context.createGain();
    out.gain.value = volume.value;
    analyser = context.createAnalyser();
    analyser.fftSize = 2048;
    out.connect(analyser).connect(context.destination);
    return context;
  };
  const fadeOut = ({ source, gain }: Playing, now: number) => {
    gain.gain.cancelScheduledValues(now);
    gain.gain.setValueAtTime(gain.gain.value, now);
    gain.gain.linearRampToValueAtTime(0, now + BLEND_SECONDS);
    source.stop(now + BLEND_SECONDS);
  };
  const swap = () => {
    waiting = undefined;
    if (!sounding.value || !newest) return;
    const heard = ready();
    const now = heard.currentTime;
    const { loop, sampleRate } = newest;
    const buffer = heard.createBuffer(1, loop.length, sampleRate);
    buffer.copyToChannel(loop, 0);
    const source = heard.createBufferSource();
    source.buffer = buffer;
    source.loop = true;
    const gain = heard.createGain();
    gain.gain.setValueAtTime(0, now);
    gain.gain.linearRampToValueAtTime(1, now + BLEND_SECONDS);
    source.connect(gain).connect(out!);
    // All sounds of a length keep one beat, so that what forms stays where it is.
    source.start(now, now % buffer.duration);
    if (playing) fadeOut(playing, now);
    playing = { source, gain, since: now };
  };
  return {
    sounding,
    volume,
    /** Takes a sound as the newest. */
    hear(shown: Shown) {
      newest = shown;
      if (!sounding.value || waiting !== undefined) return;
      const rest = playing ? LEAST_SECONDS - (ready().currentTime - playing.since) : 0;
      if (rest <= 0) swap();
      else waiting = setTimeout(swap, 1000 * rest);
    },
    on() {
      sounding.value = true;
      void ready().resume();
      swap();
    },
    off() {
      sounding.value = false;
      clearTimeout(waiting);
      waiting = undefined;
      if (playing) fadeOut(playing, ready().currentTime);
      playing = undefined;
    },
    setVolume(value: number) {
      volume.value = value;
      if (out) out.gain.value = value;
    },
    /** Samples that are going to the loudspeaker now; none before the first sound. */
    samples(): Float32Array {
      if (!analyser) return new Float32Array();
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      return samples;
    },
    /** How far into the loop the ear is, 0 to 1; undefined while nothing sounds. */
    position(): number | undefined {
      const duration = playing?.source.buffer?.duration;
      return context && duration ? (context.currentTime % duration) / duration : undefined;
    },
  };
}
