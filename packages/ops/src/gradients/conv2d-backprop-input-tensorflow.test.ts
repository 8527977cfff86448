import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, test } from 'vitest';
import { installOps } from '../install-ops.js';
import { checkAgainstDirect } from '../testing/against-direct.js';
import { backends, useBackend } from '../testing/backends.js';
import { randomTensor } from '../testing/random.js';

interface Case {
  readonly image: [height: number, width: number];
  readonly taps: [high: number, wide: number];
  readonly strides: [high: number, wide: number];
  readonly channels: [inputs: number, outputs: number];
  readonly pad: 'valid' | 'same';
}

function check({ image: [height, width], taps, strides, channels: [inputs, outputs], pad }: Case): void {
  const inputShape: [number, number, number, number] = [2, height, width, inputs];
  const filter = randomTensor([...taps, inputs, outputs]) as tf.Tensor4D;
  const { padInfo, outHeight, outWidth } = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad);
  const weights = filter.dataSync();
  const direct = (answer: Float64Array) => {
    const sums = new Float64Array(2 * height * width * inputs);
    for (const [at, value] of answer.entries()) {
      const output = at % outputs;
      const column = Math.floor(at / outputs) % outWidth;
      const row = Math.floor(at / outputs / outWidth) % outHeight;
      const batch = Math.floor(at / outputs / outWidth / outHeight);
      for (let high = 0; high < taps[0]; high++)
        for (let wide = 0; wide < taps[1]; wide++) {
          const y = row * strides[0] + high - padInfo.top;
          const x = column * strides[1] + wide - padInfo.left;
          if (y < 0 || x < 0 || y >= height || x >= width) continue;
          for (let input = 0; input < inputs; input++)
            sums[((batch * height + y) * width + x) * inputs + input]! +=
              value * weights[((high * taps[1] + wide) * inputs + input) * outputs + output]!;
        }
    }
    return sums;
  };
  const x = randomTensor([2, outHeight, outWidth, outputs]);
  const op = (dy: tf.Tensor) => tf.conv2dTranspose(dy as tf.Tensor4D, filter, inputShape, strides, pad);
  checkAgainstDirect({ op, direct, x });
  tf.dispose([x, filter]);
}

describe.each(backends)('conv2dTranspose on %s', (backend) => {
  beforeAll(async () => {
    installOps();
    await useBackend(backend);
  });

  test.each<Case>([
    { image: [1, 8], taps: [1, 2], strides: [1, 1], channels: [1, 1], pad: 'valid' },
    { image: [1, 12], taps: [1, 3], strides: [1, 2], channels: [48, 48], pad: 'valid' },
    { image: [2, 9], taps: [1, 6], strides: [1, 3], channels: [40, 3], pad: 'valid' },
    { image: [5, 7], taps: [2, 3], strides: [2, 2], channels: [2, 3], pad: 'same' },
    { image: [6, 4], taps: [3, 1], strides: [1, 3], channels: [3, 2], pad: 'same' },
    { image: [3, 9], taps: [1, 2], strides: [1, 4], channels: [2, 2], pad: 'valid' },
  ])('$image, $taps taps, strides $strides, $channels channels, $pad', check);
});
