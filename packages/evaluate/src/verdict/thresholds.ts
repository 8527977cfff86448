/** A line that is drawn once, for all sounds, and why it is there. */
export interface Threshold {
  readonly value: number;
  readonly reason: string;
}

/** The lines that a `Verdict` is drawn by. Fixed, so that verdicts can be compared. */
export const thresholds = {
  excited: {
    value: 99.9,
    reason:
      'percentile among speech: a unit is excited where fewer than one frame in a thousand, twenty seconds of speech, has more',
  },
  weak: { value: 90, reason: 'percentile among speech: what one frame in ten has is no event' },
  retentionMean: { value: 0.9, reason: 'mean retention: peaks of natural speech keep 0.96 of their score in the mean' },
  retentionWorst: { value: 0.5, reason: 'worst retention: below, one plain change takes more than half of the score' },
  melRatio: {
    value: 2,
    reason:
      'distance to speech over that of speech to itself: white noise has 3.1, recordings of other speakers 1.4 to 1.7',
  },
  density: {
    value: 0.75,
    reason: 'spectrogram density: white noise has 0.886, recorded and synthetic speech 0.2 to 0.35',
  },
  rumble: {
    value: 0.25,
    reason: 'share of energy below 50 Hz: recordings of speech with their hum have at most 0.1',
  },
  errorRate: { value: 0.34, reason: 'error rate of a text: two tokens of three are right' },
  linear: { value: 99, reason: 'percentile of what a judge guesses: above what one frame in a hundred makes it guess' },
  r2: { value: 0.2, reason: 'a map that tells less than a fifth of the unit on speech tells nothing of a sound' },
  path: { value: 0.5, reason: 'path similarity: nearer to natural top clips than to random ones' },
} as const satisfies Readonly<Record<string, Threshold>>;
