import { type LineFacts, lineFolder, readGolden } from '@audiate/checkpoints/internal/testing/golden';
import { activations } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { expect, test } from 'vitest';

// The models' own tests run on TensorFlow.js's backends as they come; users run wasm with the engine's kernels.
const engine = process.env.TFJS_NODE ? 'tensorflow' : 'wasm';
test.each(['base', 'large', 'hubert-batch', 'wavlm', 'data2vec-audio'])(
  `%s on the engine ${engine} answers every layer as transformers does`,
  async (line) => {
    const model = await loadWav2Vec2(lineFolder(line));
    const golden = await readGolden<LineFacts>(line);
    for (const [name, { layers }] of Object.entries(golden.facts.cases)) {
      const { data, shape } = await golden.array(`${name}/audio`);
      const [batch, samples] = shape as [number, number];
      const sounds = Array.from({ length: batch }, (_, item) => data.slice(item * samples, (item + 1) * samples));
      const answer = await activations(model, sounds, layers as never[], { engine });
      for (const layer of layers) {
        const ours = answer[layer as never] as { data: Float32Array; shape: readonly number[] };
        const theirs = await golden.array(`${name}/layer/${layer}`);
        expect([layer, ...ours.shape]).toEqual([layer, ...theirs.shape]);
        const size = ours.data.length / batch;
        for (let item = 0; item < batch; item++) {
          const expected = theirs.data.subarray(item * size, (item + 1) * size);
          const largest = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
          const worst = expected.reduce((most, x, i) => Math.max(most, Math.abs(x - ours.data[item * size + i]!)), 0);
          expect(worst / largest, `${layer}, item ${item}`).toBeLessThan(1e-4);
        }
      }
    }
    model.dispose();
  },
);
