import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawPoints } from './draw-points.js';
import { gridOf } from './grid.js';
import { stampsOf } from './stamps.js';
import { fit, pan, placeAt, seenAt, type View, zoom } from './view.js';

const SIZE = { width: 800, height: 500 };
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('a view', () => {
  const views = fc.record({ x: share, y: share, scale: fc.double({ min: 400, max: 50_000, noNaN: true }) });

  test('finds the place of a spot, and the spot of a place', () => {
    fc.assert(
      fc.property(views, share, share, (view, x, y) => {
        const back = placeAt(view, SIZE, seenAt(view, SIZE, { x, y }));
        expect(back.x).toBeCloseTo(x, 9);
        expect(back.y).toBeCloseTo(y, 9);
      }),
    );
  });

  test('keeps what is under the pointer when it zooms, where the map does not end', () => {
    const view: View = { x: 0.5, y: 0.5, scale: 1000 };
    const at = { left: 300, top: 180 };
    const next = zoom(view, SIZE, { by: 1.7, at });
    expect(next.scale).toBeCloseTo(1700);
    expect(placeAt(next, SIZE, at).x).toBeCloseTo(placeAt(view, SIZE, at).x, 9);
    expect(placeAt(next, SIZE, at).y).toBeCloseTo(placeAt(view, SIZE, at).y, 9);
  });

  test('does not lose the map, however far one goes', () => {
    fc.assert(
      fc.property(
        views,
        fc.integer(),
        fc.integer(),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (view, l, t, by) => {
          const moved = zoom(pan(view, { left: l, top: t }), SIZE, { by, at: { left: 1, top: 2 } });
          for (const value of [moved.x, moved.y]) expect(value >= 0 && value <= 1).toBe(true);
          expect(moved.scale).toBeGreaterThanOrEqual(0.7 * fit(SIZE).scale);
          expect(moved.scale).toBeLessThanOrEqual(400 * fit(SIZE).scale);
        },
      ),
    );
  });
});

describe('a grid', () => {
  const points = fc.array(
    fc.tuple(fc.float({ min: 0, max: 1, noNaN: true }), fc.float({ min: 0, max: 1, noNaN: true })),
    { maxLength: 60 },
  );

  test('finds the nearest point as a look at all of them does', () => {
    fc.assert(
      fc.property(points, share, share, fc.double({ min: 0, max: 0.5, noNaN: true }), (all, x, y, reach) => {
        const [xs, ys] = [0, 1].map((k) => Float32Array.from(all, (point) => point[k]!)) as [
          Float32Array,
          Float32Array,
        ];
        const distances = all.map((_, i) => (xs[i]! - x) ** 2 + (ys[i]! - y) ** 2);
        const near = distances.filter((squared) => squared <= reach * reach).sort((a, b) => a - b);
        const grid = gridOf(xs, ys);
        const found = grid.nearest({ x, y }, reach);
        expect(found < 0 ? undefined : distances[found]).toBe(near[0]);
        expect(grid.near({ x, y }, reach, 5).map((i) => distances[i])).toEqual(near.slice(0, 5));
        expect([...grid.points].sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
      }),
    );
  });
});

describe('points', () => {
  const paint = (radius: number, colour: number) => {
    const surface = { pixels: new Uint32Array(21 * 21).fill(0xff_ff_ff_ff), width: 21, height: 21 };
    const points = {
      x: Float32Array.of(0.5),
      y: Float32Array.of(0.5),
      colours: Uint32Array.of(colour),
      order: Uint32Array.of(0),
    };
    drawPoints(surface, points, { scale: 21, left: 0, top: 21 }, stampsOf(radius, 21));
    return surface.pixels;
  };

  test('are discs of their size and colour', () => {
    const pixels = paint(4, 0xff_10_20_30);
    expect(pixels[10 * 21 + 10]).toBe(0xff_10_20_30);
    expect(pixels[0]).toBe(0xff_ff_ff_ff);
    const ink = pixels.reduce((sum, pixel) => sum + (255 - (pixel & 255)) / (255 - 0x30), 0);
    expect(Math.abs(ink / (Math.PI * 16) - 1)).toBeLessThan(0.06);
  });

  test('let through what is under them by their opacity, in all three colours', () => {
    const middle = paint(4, 0x80_00_40_80)[10 * 21 + 10]!;
    const of = (shift: number) => (middle >> shift) & 255;
    for (const [shift, colour] of [
      [0, 0x80],
      [8, 0x40],
      [16, 0x00],
    ] as const) {
      expect(Math.abs(of(shift) - (255 + (colour - 255) * 0.5))).toBeLessThan(3);
    }
  });

  test('off the surface, or at its very edge, touch nothing', () => {
    const surface = { pixels: new Uint32Array(100), width: 10, height: 10 };
    const x = Float32Array.of(-3, 0.01, 0.99, 9, 0.5, 0.5);
    const y = Float32Array.of(0.5, 0.5, 0.5, 0.5, -1, 0.999);
    const order = Uint32Array.from(x.keys());
    const points = { x, y, colours: new Uint32Array(x.length).fill(0xff_ff_ff_ff), order };
    drawPoints(surface, points, { scale: 10, left: 0, top: 10 }, stampsOf(2, 10));
    expect(surface.pixels.every((pixel) => pixel === 0)).toBe(true);
  });
});
