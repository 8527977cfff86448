import { checkAudio, checkSampleRate } from './check-audio.js';

/** Root mean square of a playback copy, about −20 dB re 1: as loud as speech is commonly levelled. */
const TARGET_RMS = 10 ** (-20 / 20);
/** Largest |sample| of a playback copy, −1 dB re 1: room for the overshoot of a player's resampler. */
const MAX_PEAK = 10 ** (-1 / 20);
const FADE_SECONDS = 0.01;
/** Below this share of the peak, what is left without the mean is rounding noise, not sound. */
const SILENCE = 1e-6;

/**
 * A copy for listening, of the same length: the mean is taken off, both ends fade over 10 ms (raised cosine; at most a
 * quarter of the clip each), and one gain brings the RMS to −20 dBFS (0.1), less where the peak would pass −1 dBFS
 * (0.891). Nothing is compressed or clipped. Levels are 20·log₁₀ of linear amplitude. Silence and constants give silence.
 *
 * Made because the model's scale says nothing about loudness: many models normalise their input. Use
 * {@link encodeWav} on the audio itself to keep that scale.
 * @throws InputError for audio that is empty or not finite, or a sample rate that is not one.
 */
export function playbackCopy(audio: Float32Array, options: { readonly sampleRate: number }): Float32Array<ArrayBuffer> {
  const sampleRate = checkSampleRate(options.sampleRate);
  checkAudio(audio);
  const mean = audio.reduce((sum, sample) => sum + sample, 0) / audio.length;
  const centred = Float64Array.from(audio, (sample) => sample - mean);
  const level = peakOf(audio);
  if (peakOf(centred) <= SILENCE * level) return new Float32Array(audio.length);
  fadeEnds(centred, Math.min(Math.round(FADE_SECONDS * sampleRate), Math.floor(audio.length / 4)));
  const peak = peakOf(centred);
  // Relative to the peak, so that no square over- or underflows.
  const rms = peak * Math.sqrt(centred.reduce((sum, sample) => sum + (sample / peak) ** 2, 0) / centred.length);
  const gain = Math.min(TARGET_RMS / rms, MAX_PEAK / peak);
  return Float32Array.from(centred, (sample) => gain * sample);
}

function peakOf(audio: Float32Array | Float64Array): number {
  let peak = 0;
  for (const sample of audio) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

function fadeEnds(audio: Float64Array, fadeSamples: number): void {
  for (let i = 0; i < fadeSamples; i++) {
    const gain = 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / fadeSamples);
    audio[i]! *= gain;
    audio[audio.length - 1 - i]! *= gain;
  }
}
