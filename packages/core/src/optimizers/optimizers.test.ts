import type { Optimizer, Values } from '@audiate/protocol';
import { reviverOf } from '@audiate/protocol/testing';
import { expect, test } from 'vitest';
import { adam } from './adam.js';
import { kinds } from './index.js';
import { normalizedMomentum } from './normalized-momentum.js';

const values = (...items: number[][]): Values => ({
  x: { data: Float32Array.from(items.flat()), shape: [items.length, items[0]!.length] },
});

/** `count` updates of minus the gradient of ½‖x − target‖². */
function descend(optimizer: Optimizer, start: Values, count: number, rate: number): Values {
  let [now, state] = [start, optimizer.init(start)];
  for (let step = 0; step < count; step++) {
    const gradient = { x: { ...now.x!, data: now.x!.data.map((x) => x - 3) } };
    const next = optimizer.update(gradient, state, now, step, rate);
    [now, state] = [next.values, next.state];
  }
  return now;
}

test.each([
  ['normalizedMomentum', normalizedMomentum(), 0.02],
  ['adam', adam(), 0.05],
])('%s reaches a minimum', (_, optimizer, rate) => {
  for (const x of descend(optimizer, values([0, 1], [9, -4]), 900, rate).x!.data)
    expect(Math.abs(x - 3)).toBeLessThan(0.05);
});

/** What torch.optim.Adam of torch 2.13.0 gives. */
const TORCH = [0.8274178, -1.9901146];

test('adam takes the steps of torch.optim.Adam', () => {
  // torch 2.13: p = [1, -2], lr 0.1, gradients [0.5, -1], [0.25, 3], [-1, 0.125]
  const optimizer = adam();
  let [now, state] = [values([1, -2]), optimizer.init(values([1, -2]))];
  const gradients = [
    [0.5, -1],
    [0.25, 3],
    [-1, 0.125],
  ];
  for (const [step, gradient] of gradients.entries()) {
    const next = optimizer.update(values(gradient), state, now, step, 0.1);
    [now, state] = [next.values, next.state];
  }
  TORCH.forEach((expected, i) => {
    expect(now.x!.data[i]).toBeCloseTo(expected, 5);
  });
});

test('normalizedMomentum steps alike for loud and faint gradients, item by item', () => {
  const optimizer = normalizedMomentum({ momentum: 0 });
  const start = values([0, 0], [0, 0], [1, 1]);
  const gradients = values([3, 4], [3e-9, 4e-9], [0, 0]);
  const moved = optimizer.update(gradients, optimizer.init(start), start, 0, 1).values.x!.data;
  const rms = Math.sqrt(12.5);
  [-3 / rms, -4 / rms, -3 / rms, -4 / rms, 1, 1].forEach((expected, i) => {
    expect(moved[i]).toBeCloseTo(expected, 5);
  });
});

test.each([adam({ beta1: 0.8 }), normalizedMomentum({ momentum: 0.2 })])(
  'a spec holds every setting and survives JSON: $spec.kind',
  (optimizer) => {
    const twin = reviverOf(kinds)(JSON.parse(JSON.stringify(optimizer.spec)));
    expect(twin.spec).toEqual(optimizer.spec);
    expect(Object.keys(optimizer.spec)).toContain('learningRate');
    const start = values([1, 2]);
    expect(descend(twin, start, 3, 0.1)).toEqual(descend(optimizer, start, 3, 0.1));
  },
);

test.each([
  [() => adam({ beta1: 1 }), /beta1 must be a finite number at least 0 and below 1, got 1/],
  [() => adam({ epsilon: 0 }), /epsilon must be/],
  [() => normalizedMomentum({ momentum: -0.1 }), /momentum must be/],
  [() => normalizedMomentum({ learningRate: 'fast' as never }), /learningRate must be a finite number, got "fast"/],
])('refuses bad settings', (make, message) => {
  expect(make).toThrow(message);
});
