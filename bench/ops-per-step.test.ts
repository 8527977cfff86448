import { openTensorflow } from '@audiate/core/internal/engines/tensorflow/open';
import { installOps } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { chirp } from './chirp.js';
import { gradientOf, opsPerStep } from './ops-per-step.js';
import { randomModel } from './random-model.js';
import { unitScore } from './unit.js';

// On a GPU a step is bound by the number of its operations: a change that needs more of them says so here.
const MOST = {
  cpu: { 3: 621, 12: 1620 },
  processor: { 3: 569, 12: 1424 },
  gpu: { 3: 503, 12: 1358 },
};
const BACKEND = process.env.TFJS_NODE ? 'tensorflow' : 'cpu';

/** What the backend runs on, or was told that it does. */
function place(): keyof typeof MOST {
  if (BACKEND === 'cpu') return 'cpu';
  return (tf.backend() as unknown as { isUsingGpuDevice: boolean }).isUsingGpuDevice ? 'gpu' : 'processor';
}

test.each([3, 12] as const)(`a step to layer %i asks as many operations of ${BACKEND} as it did`, async (layer) => {
  if (BACKEND === 'tensorflow') await openTensorflow();
  installOps();
  await tf.setBackend(BACKEND);
  const model = await randomModel('tiny', layer);
  const audio = chirp(4_000);
  const step = () => gradientOf(unitScore(model, layer), audio, 1);
  const gradient = step();
  expect(gradient.some((x) => x !== 0)).toBe(true);
  expect(await opsPerStep(step)).toBe(MOST[place()][layer]);
  model.dispose();
});
