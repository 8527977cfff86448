/** How loud a frequency sounds beside others: A (IEC 61672-1), K (ITU-R BS.1770), or Z, all alike. */
export type Weighting = 'A' | 'K' | 'Z';

/**
 * The power gain of a frequency weighting at a frequency in Hz.
 *
 * A: the pole frequencies of IEC 61672-1:2013, annex E, 0 dB at 1 kHz. K: the two filters of ITU-R BS.1770-5, annex 1,
 * tables 1 and 2, given for 48 kHz; at other rates their response at the same frequency, as the standard asks (above
 * 24 kHz that at 24 kHz).
 */
export function weightingGain(weighting: Weighting, hz: number): number {
  if (weighting === 'Z') return 1;
  return weighting === 'A' ? gainA(hz) / gainA(1000) : gainK(Math.min(hz, K_RATE / 2));
}

function gainA(hz: number): number {
  const f2 = hz * hz;
  const [low, middle1, middle2, high] = [20.598997, 107.65265, 737.86223, 12194.217].map((pole) => pole * pole);
  const amplitude = (high! * f2 * f2) / ((f2 + low!) * Math.sqrt((f2 + middle1!) * (f2 + middle2!)) * (f2 + high!));
  return amplitude * amplitude;
}

const K_RATE = 48_000;

interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number, number];
}

/** A head's high shelf, then the revised low-frequency B curve. */
const K_FILTERS: readonly Biquad[] = [
  { b: [1.53512485958697, -2.69169618940638, 1.19839281085285], a: [1, -1.69065929318241, 0.73248077421585] },
  { b: [1, -2, 1], a: [1, -1.99004745483398, 0.99007225036621] },
];

function gainK(hz: number): number {
  const angle = (2 * Math.PI * hz) / K_RATE;
  return K_FILTERS.reduce((gain, { b, a }) => (gain * power(b, angle)) / power(a, angle), 1);
}

/** |c₀ + c₁ z⁻¹ + c₂ z⁻²|² on the unit circle. */
function power(c: readonly [number, number, number], angle: number): number {
  const re = c[0] + c[1] * Math.cos(angle) + c[2] * Math.cos(2 * angle);
  const im = c[1] * Math.sin(angle) + c[2] * Math.sin(2 * angle);
  return re * re + im * im;
}
