import { expect, test } from 'vitest';
import { passingSound } from './passing-sound.js';

const ramp = (from: number, to: number) => Float32Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

test('what was asked for is held, whatever the pieces are and however parts overlap', () => {
  for (const pieces of [[100], [7, 3, 0, 41, 49], new Array<number>(100).fill(1)]) {
    const sound = passingSound();
    const parts = [
      [0, 10],
      [5, 60],
      [99, 100],
      [20, 20],
      [90, 150],
      [200, 300],
    ] as const;
    const held = parts.map(([from, to]) => sound.hold(from, to));
    let at = 0;
    for (const length of pieces) {
      sound.push(ramp(at, at + length));
      at += length;
    }
    expect(sound.passed).toBe(100);
    expect(sound.held).toBe(10 + 55 + 1 + 10);
    for (const [i, [from, to]] of parts.entries()) {
      expect(held[i]!.take()).toEqual(ramp(from, Math.max(from, Math.min(to, 100))));
    }
    expect(sound.held).toBe(0);
  }
});

test('of ten hours of sound no more is held than was asked for, and nothing once it was taken', () => {
  const sound = passingSound();
  const piece = new Float32Array(1 << 20);
  const parts = [0, 1, 2].map((i) => sound.hold(i * 2e8, i * 2e8 + 16_000));
  let most = 0;
  while (sound.passed < 10 * 3600 * 16_000) {
    sound.push(piece);
    most = Math.max(most, sound.held);
  }
  expect(most).toBe(3 * 16_000);
  for (const part of parts) expect(part.take()).toHaveLength(16_000);
  expect(sound.held).toBe(0);
});
