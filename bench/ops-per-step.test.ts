import { openTensorflow } from '@audiate/core/internal/engines/tensorflow/open';
import { installOps } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { chirp } from './chirp.js';
import { gradientOf, opsPerStep } from './ops-per-step.js';
import { randomModel } from './random-model.js';
import { unitScore } from './unit.js';

// On a GPU a step is bound by the number of its operations: a change that needs more of them says so here.
const MOST = !process.env.TFJS_NODE
  ? { backend: 'cpu', ops: { 3: 621, 12: 1620 } }
  : process.env.TF_ENABLE_ONEDNN_OPTS === '0'
    ? { backend: 'tensorflow', ops: { 3: 503, 12: 1358 } } // told that it is a GPU
    : { backend: 'tensorflow', ops: { 3: 569, 12: 1424 } };

test.each([3, 12] as const)(
  `a step to layer %i asks as many operations of ${MOST.backend} as it did`,
  async (layer) => {
    if (process.env.TFJS_NODE) await openTensorflow();
    installOps();
    await tf.setBackend(MOST.backend);
    const model = await randomModel('tiny', layer);
    const audio = chirp(4_000);
    const step = () => gradientOf(unitScore(model, layer), audio, 1);
    const gradient = step();
    expect(gradient.some((x) => x !== 0)).toBe(true);
    expect(await opsPerStep(step)).toBe(MOST.ops[layer]);
    model.dispose();
  },
);
