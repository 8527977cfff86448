import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { fromBase64 } from '../base64.js';
import { soundFigure } from './sound-figure.js';

test('holds the spectrogram as a PNG, the waveform as a path, and says both in words', () => {
  const audio = Float32Array.from({ length: 16_384 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 2_000 * i) / 16_000));
  const html = soundFigure({ audio, sampleRate: 16_000 }, 'a tone');
  const { width, height, data } = decode(fromBase64(/data:image\/png;base64,([^"]+)"/.exec(html)![1]!));
  expect([width, height]).toEqual([640, 220]);
  const column = Array.from({ length: height }, (_, y) => data[y * width + 300]!);
  expect(Math.abs(column.indexOf(Math.max(...column)) - 0.75 * height)).toBeLessThanOrEqual(1);
  expect(html).toContain('alt="Spectrogram of a tone: 1.02 s, 0 to 8000 Hz, dark at -80 dB and below, bright at 0 dB"');
  expect(html).toContain('aria-label="Waveform of a tone: 1.02 s, peak 0.5"');
  const heights = [...html.matchAll(/[ML][\d.]+,([\d.]+)/g)].map(([, y]) => Number(y));
  expect(Math.min(...heights)).toBeCloseTo(50 * (1 - 1 / 1.08), 0);
  expect(Math.max(...heights)).toBeCloseTo(50 * (1 + 1 / 1.08), 0);
});
