import { expect, test } from 'vitest';
import { thresholds } from './thresholds.js';
import { type Measured, verdict } from './verdict.js';

const good: Measured = {
  retention: { clean: 5, noise: 1, mean: 0.95, worst: 0.8, each: {} },
  naturalness: {
    slopeDbPerOctave: -7,
    density: 0.4,
    energyBelow50Hz: 0.01,
    energyWithin150ms: 0.8,
    energyOutsideField: 0.3,
    mel: { distance: 5, floor: 4 },
  },
  scale: { percentile: 99.95, maximum: 6, ratio: 0.83, among: 'frames' },
  selectivity: { rank: 1, of: 10, own: 0.9, next: 0.4 },
  path: { mean: 0.8, byLayer: {} },
  transfer: {
    a: { kind: 'token', token: 'IY', heard: true, heardAnywhere: true, said: 'IY' },
    b: { kind: 'text', wanted: 'a b c', said: 'a b', errorRate: 1 / 3 },
  },
};

test('a sound that passes is told so', () => {
  expect(verdict(good)).toEqual({
    words: 'excited, natural, robust, selective, on the natural path, heard by 2 of 2 judges',
    checks: { excited: true, natural: true, robust: true, selective: true, path: true, heard: true },
  });
});

test.each<[string, Partial<Measured>, string]>([
  ['the largest of all', { scale: { ...good.scale!, percentile: 100, ratio: 1.4 } }, 'excited beyond nature, natural'],
  ['one frame in a hundred', { scale: { ...good.scale!, percentile: 99 } }, 'weakly excited, natural'],
  ['dense', { naturalness: { ...good.naturalness, density: 0.88 } }, 'excited, not natural, robust'],
  ['far', { naturalness: { ...good.naturalness, mel: { distance: 9, floor: 4 } } }, 'excited, not natural'],
  ['rumbling', { naturalness: { ...good.naturalness, energyBelow50Hz: 0.9 } }, 'excited, not natural'],
  ['lost once', { retention: { ...good.retention, worst: 0.1 } }, 'excited, natural, fragile'],
  ['others louder', { selectivity: { ...good.selectivity!, rank: 2 } }, 'robust, not selective'],
  ['another way', { path: { mean: 0.2, byLayer: {} } }, 'off the natural path'],
])('%s', (_, changed, words) => {
  expect(verdict({ ...good, ...changed }).words).toContain(words);
});

test('what does not excite is nothing else; what was not measured is not told', () => {
  const quiet = { words: 'not excited', checks: { excited: false } };
  expect(verdict({ ...good, retention: { ...good.retention, clean: -3, mean: Number.NaN } })).toEqual(quiet);
  expect(verdict({ ...good, scale: { ...good.scale!, percentile: 40 } })).toEqual(quiet);
  const { retention, naturalness } = good;
  expect(verdict({ retention, naturalness }).words).toBe('excited, natural, robust');
});

test('a map that tells nothing is no judge', () => {
  const linear = { kind: 'linear', layer: 'a', predicted: 1, percentile: 100 } as const;
  expect(verdict({ ...good, transfer: { a: { ...linear, r2: 0.1 } } }).words).not.toContain('judge');
  expect(verdict({ ...good, transfer: { a: { ...linear, r2: 0.6 } } }).words).toContain('heard by 1 of 1 judge');
});

test('every line has a reason', () => {
  for (const { of, reason } of Object.values(thresholds)) expect(`${of}: ${reason}`.length).toBeGreaterThan(40);
});
