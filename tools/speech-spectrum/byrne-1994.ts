/**
 * Long-term average speech spectrum of 12 languages, men and women together, at 70 dB SPL: the level in dB of each third of
 * an octave by its centre in Hz. D. Byrne and others, "An international comparison of long-term average speech spectra",
 * Journal of the Acoustical Society of America 96 (4), 2108–2120, 1994, table II. The bands of 63 and 80 Hz are left out:
 * they hold the rooms' noise.
 */
export const byrne1994: readonly (readonly [centreHz: number, levelDb: number])[] = [
  [100, 54.4],
  [125, 57.7],
  [160, 56.8],
  [200, 60.2],
  [250, 60.3],
  [315, 59.0],
  [400, 62.1],
  [500, 62.1],
  [630, 60.5],
  [800, 56.8],
  [1000, 53.7],
  [1250, 53.0],
  [1600, 52.0],
  [2000, 48.7],
  [2500, 48.1],
  [3150, 46.8],
  [4000, 45.6],
  [5000, 44.5],
  [6300, 44.3],
];
