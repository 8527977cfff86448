import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { nodesInOrder } from '@audiate/compile/internal/graph/order';
import { runPasses } from '@audiate/compile/internal/passes';
import { webgpuOperators } from '@audiate/compile/internal/testing/webgpu-operators';
import { trace } from '@audiate/compile/internal/trace/trace';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { installOps } from '@audiate/ops';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

test.each(['base', 'large', 'mixed'])('%s and its gradient are in operators that WebGPU has', async (line) => {
  await tf.ready();
  installOps();
  const model = await loadWav2Vec2(lineFolder(line));
  const layers = Object.keys(model.layers) as (keyof typeof model.layers)[];
  const { values, gradients } = trace(
    ({ heard }) => {
      const heardBy = model.forward(heard as tf.Tensor2D, layers);
      return { ...heardBy, value: tf.addN(Object.values(heardBy).map((x) => tf.mean(x))) };
    },
    { heard: { shape: [2, 4_000] } },
    ['heard'],
  );
  const traced = [...Object.values(values), ...Object.values(gradients)];
  const operators = (providers?: string[]) => new Set(nodesInOrder(runPasses(traced, providers)).map(({ op }) => op));
  const lacking = (used: Set<string>) => [...used].filter((op) => !webgpuOperators.includes(op));
  expect(lacking(operators(['webgpu', 'cpu']))).toEqual([]);
  expect(lacking(operators())).toContain('FusedMatMul');
  model.dispose();
});
