import { checkNumber } from '@audiate/protocol';

/** From a lower to a higher value. */
export type Span = readonly [from: number, to: number];

/** How long the ends of a region in time take to fade, and how wide those in frequency are. */
const FADE_MS = 5;
const EDGE_HZ = 100;

/**
 * 1 for the samples of a time in milliseconds (all unless given), 0 outside of it, half-cosine fades within it.
 * @param cutEnds whether a region that reaches an end of the audio has no fade there.
 * @throws InputError when the time holds no sample or goes on beyond the audio.
 */
export function timeFade(
  ms: Span | undefined,
  { samples, sampleRate, cutEnds }: { samples: number; sampleRate: number; cutEnds: boolean },
): Float64Array {
  const [from, to] = ms ? [wholeSamples(ms[0], sampleRate), wholeSamples(ms[1], sampleRate)] : [0, samples];
  const hint = `the audio has ${samples} samples at ${sampleRate} Hz`;
  checkNumber('end of mask ms in samples', to, { max: samples, above: from, hint });
  const fade = (FADE_MS * sampleRate) / 1000;
  const [openStart, openEnd] = [cutEnds && from === 0, cutEnds && to === samples];
  return plateau({ length: samples, from, to, fade, openStart, openEnd });
}

function wholeSamples(ms: number, sampleRate: number): number {
  return Math.round((ms * sampleRate) / 1000);
}

/**
 * 1 for the bins of a band in Hz, 0 outside of it, half-cosine edges within it; none at 0 Hz and the Nyquist frequency.
 * @throws InputError when the band holds no bin or goes on beyond the Nyquist frequency.
 */
export function bandGains(hz: Span, size: number, sampleRate: number): Float64Array {
  const nyquistHz = sampleRate / 2;
  checkNumber('end of mask hz', hz[1], { max: nyquistHz, hint: `the model hears up to ${nyquistHz} Hz` });
  const [from, to] = hz.map((f) => (f * size) / sampleRate) as [number, number];
  const fade = (EDGE_HZ * size) / sampleRate;
  const bins = size / 2 + 1;
  return plateau({ length: bins, from, to, fade, openStart: hz[0] === 0, openEnd: hz[1] === nyquistHz });
}

interface Plateau {
  readonly length: number;
  readonly from: number;
  readonly to: number;
  readonly fade: number;
  readonly openStart: boolean;
  readonly openEnd: boolean;
}

/** Fades that would meet are half as long as the span. */
function plateau({ length, from, to, fade, openStart, openEnd }: Plateau): Float64Array {
  const width = Math.min(fade, (to - from) / 2);
  const rise = (distance: number) =>
    distance <= 0 ? 0 : distance >= width ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * distance) / width);
  return Float64Array.from({ length }, (_, i) => {
    const up = openStart ? 1 : rise(i + 0.5 - from);
    const down = openEnd ? 1 : rise(to - i - 0.5);
    return Math.min(up, down);
  });
}
