import { BACKENDS, useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { compile } from '@audiate/compile';
import { layerNames } from '@audiate/protocol';
import { modelLaws } from '@audiate/protocol/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadOnnx } from '../index.js';
import { numbers } from '../testing/operator-case.js';
import { SMALL_MODELS } from '../testing/small-models.js';

for (const [name, bytes] of Object.entries(SMALL_MODELS)) {
  const load = () => loadOnnx(bytes, { sampleRate: 16_000, name, maxSamples: 600 });

  for (const backend of BACKENDS) {
    describe(`${name} on ${backend} keeps the laws of models`, () => {
      beforeAll(() => useBackend(backend));
      test('every one', async () => {
        const model = await load();
        for (const law of modelLaws({ model })) expect(law.check, law.name).not.toThrow();
        model.dispose();
        expect(() => model.forward(tf.zeros([1, 100]), layerNames(model))).toThrow('was disposed');
      });
    });
  }

  test(`${name}, compiled, answers every layer and the gradient as the cpu does`, async () => {
    await useBackend('cpu');
    const model = await load();
    const samples = 128;
    const program = await compile(
      (inputs) => {
        const answers = model.forward(inputs.audio as tf.Tensor2D, layerNames(model));
        const scores = Object.values(answers).map((value) =>
          tf.sum(tf.mul(value, tf.tensor(numbers(value.shape), value.shape))),
        );
        return { ...answers, value: tf.addN(scores) };
      },
      { inputs: { audio: [2, samples] }, wrt: ['audio'], verify: true, threads: 1 },
    );
    const { values } = await program.run({ audio: numbers([2, samples]) });
    expect(Object.keys(values).sort()).toEqual([...layerNames(model), 'value'].sort());
    program.dispose();
    model.dispose();
  });
}
