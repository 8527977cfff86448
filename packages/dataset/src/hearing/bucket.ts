/** The buckets of an octave, in percent of the first: 100 · 2^(−k/4). Whole numbers, so that every machine has the same. */
const PERCENT = [100, 84, 71, 59];
/** Down to the 13th part of a window, below which a bucket would save little time. */
const BUCKETS = 16;

/**
 * The length to which a sound is padded, in samples: the least of 16 that holds it, from the window's own down, each 15 % to 17 %
 * shorter than the one before. So 8 % of what is heard is padding on average, and few programs hear all lengths. It depends on
 * the length alone, so that a sound that is heard by itself is heard alike wherever it stands in a corpus.
 * @param window the longest sound, in samples; the power of two that holds the sound unless given.
 */
export function bucketOf(samples: number, window = 2 ** Math.ceil(Math.log2(samples))): number {
  let found = Math.max(window, samples);
  for (let k = 1; k < BUCKETS; k++) {
    const shorter = Math.ceil((window * PERCENT[k % PERCENT.length]!) / (100 * 2 ** Math.floor(k / PERCENT.length)));
    if (shorter < samples) break;
    found = shorter;
  }
  return found;
}
