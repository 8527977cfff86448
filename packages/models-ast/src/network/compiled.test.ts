import { cosine, items, relativeError } from '@audiate/checkpoints/internal/testing/compare';
import { goldenProjection } from '@audiate/checkpoints/internal/testing/golden';
import { compile } from '@audiate/compile';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AstLayer } from '../index.js';
import { LINES, modelOf, readAstGolden } from '../testing/golden.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

for (const line of LINES) {
  const golden = await readAstGolden(line);
  describe(`${line}, compiled, against transformers`, () => {
    for (const [name, { gradients }] of Object.entries(golden.facts.cases)) {
      test.each(Object.entries(gradients))(`${name}: layers and waveform gradient of %s`, async (key, chosen) => {
        const model = await modelOf(line, name);
        const audio = await golden.array(`${name}/audio`);
        const [batch, samples] = audio.shape as [number, number];
        const program = await compile(
          (inputs) => {
            const answers = model.forward(inputs.audio as tf.Tensor2D, chosen as AstLayer[]);
            const scores = Object.values(answers).map((value) => {
              const [, frames, channels] = value.shape;
              const weights = tf.tensor3d(goldenProjection(frames * channels), [1, frames, channels]);
              return tf.sum(tf.mul(value, weights));
            });
            return { ...answers, value: tf.addN(scores) };
          },
          { inputs: { audio: [batch, samples] }, wrt: ['audio'], threads: 1 },
        );
        const { values, gradients: found } = await program.run({ audio: audio.data });
        program.dispose();
        model.dispose();
        for (const layer of chosen) {
          const expected = await golden.array(`${name}/layer/${layer}`);
          expect(program.shapes[layer]).toEqual(expected.shape);
          expect(relativeError(values[layer] as Float32Array, expected.data), layer).toBeLessThan(1e-4);
        }
        const theirs = await golden.array(`${name}/gradient/${key}`);
        for (const [i, ours] of items(found.audio!, batch).entries()) {
          expect(relativeError(ours, items(theirs.data, batch)[i]!), `item ${i}`).toBeLessThan(1e-3);
          expect(cosine(ours, items(theirs.data, batch)[i]!)).toBeGreaterThan(1 - 1e-6);
        }
      });
    }
  });
}
