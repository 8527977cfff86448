import { expect, test } from 'vitest';
import { plot } from './plot.ts';
import { merged, type Report } from './report.ts';
import type { Row } from './row.ts';
import { asMarkdown, asText, costs, failures, times } from './table.ts';

const around = (median: number) => ({ low: 0.9 * median, median, high: 1.1 * median });
const row = (layer: number, ms: number): Row => ({
  model: 'base',
  layer,
  batch: 1,
  samples: 16000,
  threads: 2,
  pairs: 30,
  ours: around(ms),
  formulations: {
    eager: { pairs: 30, ms: around(100), ratio: around(ms / 100), buildSeconds: 1, difference: 1e-6 },
    compile: { failed: 'RuntimeError: no <compiler> | found' },
  },
  best: 'eager',
  firstStepMs: 1500,
  secondUnit: { ms: 250, found: true },
  peakBytes: 1.1e9,
  gemmGflops: { torch: 170, onnxruntime: 160 },
  gemmFraction: 0.6,
  throughput: { twoOfOne: 9, oneOfTwo: 10 },
});
const report = (rows: Row[], torch = '2'): Report => ({
  date: '2000-01-01',
  machine: { cpu: 'A & B', flags: ['avx2'], cores: 2, memoryBytes: 1, platform: 'linux-x64' },
  versions: { torch },
  rows,
});

test('new rows take the place of old ones of the same step', () => {
  const { rows } = merged(report([row(3, 80), row(12, 90)]), report([row(3, 60)]));
  expect(rows.map(({ layer, ours }) => [layer, ours.median])).toEqual([
    [3, 60],
    [12, 90],
  ]);
});

test('rows of other versions are not mixed', () => {
  expect(() => merged(report([row(3, 80)]), report([row(3, 60)], '3'))).toThrow('versions differ');
});

test('tables say what was measured, and what failed by name', () => {
  expect(asText(times([row(3, 60)]), [row(3, 60)])).toMatch(
    /60 \(54–66\) +100 \(90–110\) .*failed.* 0\.60 \(0\.54–0\.66\)/,
  );
  expect(asMarkdown(costs, [row(3, 60)]).split('\n')[2]).toBe(
    '| base | 3 | 1 | 1 | 1.50 | 0.25 | 1.10 | 170 / 160 | 60 % | −10 % |',
  );
  expect(failures([row(3, 60)])).toEqual([
    "PyTorch's compile (base, L = 3, batch 1, 16000 samples): RuntimeError: no <compiler> | found",
  ]);
});

test('the plot escapes what it shows and draws a bar for each that ran', () => {
  const svg = plot(report([row(3, 60), row(12, 50)]));
  expect(svg).toContain('A &#38; B');
  expect(svg.match(/rx="2"/g)).toHaveLength(4);
});

test('bfloat16 has columns only where it ran', () => {
  const plain = row(3, 60);
  const timing = { pairs: 30, ms: around(40), ratio: around(1.5), buildSeconds: 1, difference: 1e-2 };
  const coarse: Row = { ...plain, formulations: { ...plain.formulations, bfloat16: timing } };
  expect(asText(times([plain]), [plain])).not.toContain('bfloat16');
  expect(asText(times([coarse]), [coarse])).toMatch(/ours ÷ bfloat16\n.*40 \(36–44\) +1\.50 \(1\.35–1\.65\)$/);
});
