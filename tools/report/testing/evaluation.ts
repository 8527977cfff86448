import type { Evaluation } from '@audiate/evaluate';

/** An evaluation as it may come out, with other numbers where a test asks for them. */
export function evaluationOf(other: Partial<Evaluation> = {}): Evaluation {
  return {
    item: 0,
    target: 'neuron(conv.2, 5)',
    verdict: { words: 'excited, natural, robust', checks: { excited: true, natural: true, robust: true } },
    retention: { clean: 9, noise: 1, mean: 0.95, worst: 0.5, each: { 'µ-law': 0.5, telephone: 1.4 } },
    naturalness: {
      slopeDbPerOctave: -4,
      energyWithin150ms: 0.41,
      density: 0.5,
      energyBelow50Hz: 0,
      energyOutsideField: Number.NaN,
    },
    scale: { percentile: 99.95, maximum: 8, ratio: 9 / 8, among: 'frames' },
    baselines: [{ name: 'noise', score: 1, retention: Number.NaN, density: 0.886, slopeDbPerOctave: 0 }],
    ...other,
  };
}
