/** A line that is drawn once, for all sounds, and why it is there. */
export interface Threshold {
  readonly value: number;
  /** What is held against it. */
  readonly of: string;
  readonly reason: string;
}

/** The lines that a `Verdict` is drawn by. Fixed, so that verdicts can be compared. */
export const thresholds = {
  excited: {
    value: 99.9,
    of: 'percentile among speech',
    reason: 'a unit is excited where fewer than one frame in a thousand, twenty seconds of speech, has more',
  },
  weak: { value: 90, of: 'percentile among speech', reason: 'what one frame in ten has is no event' },
  retentionMean: {
    value: 0.9,
    of: 'mean retention',
    reason: 'peaks of natural speech keep 0.96 of their score in the mean',
  },
  retentionWorst: {
    value: 0.5,
    of: 'worst retention',
    reason: 'below, one plain change takes more than half of the score',
  },
  melRatio: {
    value: 2,
    of: 'distance to speech over that of speech to itself',
    reason: 'white noise has 3.1, recordings of other speakers 1.4 to 1.7',
  },
  density: {
    value: 0.75,
    of: 'spectrogram density',
    reason: 'white noise has 0.886, recorded and synthetic speech 0.2 to 0.35',
  },
  rumble: {
    value: 0.25,
    of: 'share of energy below 50 Hz',
    reason: 'recordings of speech with their hum have at most 0.1',
  },
  errorRate: { value: 0.34, of: 'error rate of a text', reason: 'two tokens of three are right' },
  linear: {
    value: 99,
    of: 'percentile of what a judge guesses',
    reason: 'above what one frame in a hundred makes it guess',
  },
  r2: {
    value: 0.2,
    of: 'r² of what a judge guesses',
    reason: 'a map that tells less than a fifth of the unit on speech tells nothing of a sound',
  },
  path: { value: 0.5, of: 'path similarity', reason: 'nearer to natural top clips than to random ones' },
} as const satisfies Readonly<Record<string, Threshold>>;
