import { gelu, installOps } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { nodesInOrder } from '../graph/order.js';
import { runPasses } from '../passes.js';
import { trace } from '../trace/trace.js';

beforeAll(async () => {
  await tf.ready();
  installOps();
});

const operators = (wrt: string[]): string[] => {
  const { values, gradients } = trace(({ x }) => tf.sum(gelu(x!)), { x: { shape: [2, 3] } }, wrt);
  return nodesInOrder(runPasses([...Object.values(values), ...Object.values(gradients)])).map(({ op }) => op);
};

test('one error function serves a GELU and its gradient; without one, a single node does', () => {
  expect(operators(['x']).filter((op) => op === 'Erf')).toHaveLength(1);
  expect(operators(['x'])).not.toContain('Gelu');
  expect(operators([])).toContain('Gelu');
  expect(operators([])).not.toContain('Erf');
});
