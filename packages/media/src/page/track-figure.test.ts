import { expect, test } from 'vitest';
import { card } from './card.js';
import { trackFigure } from './track-figure.js';

const time = { min: 0, max: 2, ticks: [] };

test('a track lies on the axis of the sound, from its start to its end', () => {
  const points = [0, 1, 2].map((seconds) => ({ seconds, value: seconds === 1 ? 5 : 0 }));
  const html = trackFigure([{ name: 'activation', points }], time, 'a sound');
  expect(html).toContain('aria-label="activation over a sound: from 0 to 5"');
  const [, path] = /<path d="M([^"]*)"/.exec(html)!;
  const [left, middle, right] = path!.split('L').map((point) => point.split(',').map(Number));
  expect([left![0], middle![0], right![0]]).toEqual([0, 320, 640]);
  expect(middle![1]).toBeLessThan(left![1]!);
});

test('values that are not finite leave gaps, and a track of them nothing', () => {
  const points = [Number.NaN, 1, 2, Number.POSITIVE_INFINITY, 3].map((value, i) => ({ seconds: i / 4, value }));
  const html = trackFigure([{ name: 'a', points }], time, 'a sound');
  expect(/<path d="([^"]*)"/.exec(html)![1]!.match(/M/g)).toHaveLength(2);
  expect(trackFigure([{ name: 'a', points: points.slice(0, 1) }], time, 'a sound')).toBe('');
});

test('its name is text', () => {
  const tracks = [{ name: '<script>alert(1)</script>', points: [{ seconds: 0, value: 1 }] }];
  const html = card({ title: 'a', facts: [], audio: new Float32Array(800).fill(0.1), sampleRate: 8000, tracks }, 'one');
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;');
});
