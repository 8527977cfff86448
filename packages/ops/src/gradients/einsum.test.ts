import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, test } from 'vitest';
import { installOps } from '../install-ops.js';
import { useBackend } from '../testing/backends.js';
import { checkLinearGradient } from '../testing/linear-gradient.js';
import { randomTensor } from '../testing/random.js';

const extents: Record<string, number> = { b: 2, i: 3, j: 4, k: 5 };
const shapeOf = (labels: string) => [...labels].map((label) => extents[label]!);

// The wasm backend has no einsum.
describe('the gradient of einsum on cpu', () => {
  beforeAll(async () => {
    installOps();
    await useBackend('cpu');
  });

  test.each(['ij,jk->ik', 'bij , bjk -> bki', 'ij,ij->i', 'i,j->ij', 'bi,i->b'])('%s', (equation) => {
    const [a, b] = equation.replace(/\s/g, '').split('->')[0]!.split(',') as [string, string];
    const [left, right] = [randomTensor(shapeOf(a)), randomTensor(shapeOf(b))];
    checkLinearGradient((x) => tf.einsum(equation, x, right), left);
    checkLinearGradient((x) => tf.einsum(equation, left, x), right);
  });

  test.each(['ij->ji', 'ij->i'])('%s', (equation) => {
    checkLinearGradient((x) => tf.einsum(equation, x), randomTensor([3, 4]));
  });
});
