/** How speech falls above 500 Hz when `decay` is not given: amplitude as f^−1.2, 7.2 dB an octave. */
export const SPEECH_DECAY = 1.2;

/**
 * The long-term average amplitude spectrum of speech in closed form, 1 at its plateau between 90 and 500 Hz:
 * `(1 + (f/500)²)^(−decay/2) · (1 + (90/f)⁶)^(−1/2)`. In thirds of an octave from 100 to 6,300 Hz it is within 3 dB (root mean
 * square) of the recorded speech in `fixtures/speech` and of 12 languages (Byrne and others 1994), as
 * `tools/speech-spectrum` measures; a flat one is off by 9 and 11 dB.
 * @param hz frequency; 0 gives 0.
 * @param decay exponent of the fall above 500 Hz; 1.2 unless given.
 */
export function speechSpectrum(hz: number, decay: number = SPEECH_DECAY): number {
  return (1 + (hz / 500) ** 2) ** (-decay / 2) * (1 + (90 / hz) ** 6) ** -0.5;
}
