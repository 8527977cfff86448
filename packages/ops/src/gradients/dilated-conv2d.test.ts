import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, test } from 'vitest';
import { installOps } from '../install-ops.js';
import { backends, useBackend } from '../testing/backends.js';
import { checkLinearGradient } from '../testing/linear-gradient.js';
import { randomTensor } from '../testing/random.js';

const options = [
  { pad: 'valid', dilations: [1, 3], extents: [1, 3] },
  { pad: 'same', dilations: [1, 2], extents: [1, 4] },
  { pad: 'same', dilations: [2, 3], extents: [2, 3] },
  { pad: 2, dilations: [2, 2], extents: [2, 2] },
] as const;

describe.each(backends)('the gradient of conv2d with dilation on %s', (backend) => {
  beforeAll(async () => {
    installOps();
    await useBackend(backend);
  });

  const known = options.filter(({ pad }) => backend !== 'tensorflow' || pad !== 2); // it refuses padding by number
  test.each(known)('to x: $extents taps, dilation $dilations, padding $pad', ({ pad, dilations, extents }) => {
    const filter = randomTensor([...extents, 2, 3]) as tf.Tensor4D;
    const op = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter, 1, pad, 'NHWC', [...dilations]);
    checkLinearGradient(op, randomTensor([2, 7, 9, 2]));
  });

  test('without dilation, and by conv1d, as before', () => {
    const filter = randomTensor([3, 2, 3]) as tf.Tensor3D;
    checkLinearGradient((x) => tf.conv1d(x as tf.Tensor3D, filter, 2, 'valid'), randomTensor([2, 9, 2]));
    const many = randomTensor([3, 48, 48]) as tf.Tensor3D;
    checkLinearGradient((x) => tf.conv1d(x as tf.Tensor3D, many, 2, 'valid'), randomTensor([1, 12, 48]));
    checkLinearGradient((x) => tf.conv1d(x as tf.Tensor3D, filter, 1, 'same', 'NWC', 2), randomTensor([2, 9, 2]));
  });
});

describe('the gradient of conv2d with dilation by its filter', () => {
  beforeAll(async () => {
    installOps();
    await useBackend('cpu'); // wasm has no kernel for filters' gradients
  });

  test.each(options)('$extents taps, dilation $dilations, padding $pad', ({ pad, dilations, extents }) => {
    const x = randomTensor([2, 7, 9, 2]) as tf.Tensor4D;
    const op = (filter: tf.Tensor) => tf.conv2d(x, filter as tf.Tensor4D, 1, pad, 'NHWC', [...dilations]);
    checkLinearGradient(op, randomTensor([...extents, 2, 3]));
  });
});
