/** What a window's share its buckets are, an octave of them: 2^(−k/4). */
const SHARES = [1, 0.841, 0.707, 0.595];
/** Down to the 13th part of a window, below which a bucket would save little time. */
const BUCKETS = 16;

/**
 * The length to which a sound is padded, in samples: the least of 16 that holds it, from the window's own down, each 16 % to 19 %
 * shorter than the one before. So 9 % of what is heard is padding on average, and few programs hear all lengths. It depends on
 * the sound's length alone, so that a sound is heard alike wherever it stands in a corpus.
 */
export function bucketOf(samples: number, window: number): number {
  let found = Math.max(window, samples);
  for (let k = 1; k < BUCKETS; k++) {
    const shorter = Math.ceil((window * SHARES[k % SHARES.length]!) / 2 ** Math.floor(k / SHARES.length));
    if (shorter < samples) break;
    found = shorter;
  }
  return found;
}
