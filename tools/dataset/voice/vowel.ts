import { BIN_HZ, cyclesOf, TOP_HZ, type Voice } from './voice.ts';

/** Vibrato: its rate in Hz, and the share by which the frequency swings. A tone on a multiple of the frame rate is a trap without it. */
const VIBRATO_HZ = 3;
const SWING = 0.08;
const MIDDLE_HZ = 150;
/** Half widths of three formants in Hz, and what sounds between them. */
const WIDTHS_HZ = [160, 240, 320];
const BETWEEN = 0.05;
const LEVEL = 0.1;
/** Nothing sounds far above the third formant. */
const FADE_FROM_HZ = 3700;
const FADE_HZ = 80;

/** Three formants in Hz: a schwa, and vowels of men after Peterson and Barney (1952). */
export const VOWELS = { schwa: [500, 1500, 2500], AA: [730, 1090, 2440], IY: [270, 2290, 3010], UW: [300, 870, 2240] };

/** One vowel, held at 150 Hz with vibrato. */
export function vowel(
  formants: readonly number[],
  { seconds, sampleRate }: { seconds: number; sampleRate: number },
): Voice {
  const samples = Math.round(seconds * sampleRate);
  const hz = Float64Array.from(
    { length: samples },
    (_, i) => MIDDLE_HZ * (1 + SWING * Math.sin((2 * Math.PI * VIBRATO_HZ * (i - samples / 2)) / sampleRate)),
  );
  const envelope = Float64Array.from({ length: TOP_HZ / BIN_HZ + 1 }, (_, bin) => {
    const own = bin * BIN_HZ;
    const bells = formants.map((centre, i) => Math.exp(-(((own - centre) / WIDTHS_HZ[i]!) ** 2)));
    const fade = 1 / (1 + Math.exp((own - FADE_FROM_HZ) / FADE_HZ));
    return LEVEL * fade * bells.reduce((sum, bell) => sum + bell, BETWEEN) * (MIDDLE_HZ / Math.max(own, MIDDLE_HZ));
  });
  envelope[envelope.length - 1] = 0;
  return {
    sampleRate,
    middleHz: MIDDLE_HZ,
    hz,
    cycles: cyclesOf(hz, sampleRate),
    voiced: new Float64Array(samples).fill(1),
    rest: new Float32Array(samples),
    envelopes: [envelope],
    hopSamples: samples,
    binHz: BIN_HZ,
  };
}
