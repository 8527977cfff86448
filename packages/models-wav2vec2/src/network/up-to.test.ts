import { useBackend } from '@audiate/checkpoints/internal/testing/backends';
import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { loadWav2Vec2, type Wav2Vec2Layer } from '../index.js';

beforeAll(() => useBackend('cpu'));

const rows = ['base', 'large'].flatMap((line) =>
  (['conv.1', 'projection', 'encoder.input', 'encoder.0', 'encoder.1.ffn', 'encoder.norm', 'logits'] as const)
    .filter((layer) => line === 'large' || layer !== 'encoder.norm')
    .map((layer) => [line, layer] as const),
);

test.each(rows)('%s up to %s answers as the whole, and has no layer behind it', async (line, layer) => {
  const whole = await loadWav2Vec2(lineFolder(line));
  if (!Object.hasOwn(whole.layers, layer)) return expect(layer).toBe('logits');
  const part = await loadWav2Vec2(lineFolder(line), { upTo: layer });
  const names = Object.keys(whole.layers) as Wav2Vec2Layer[];
  const kept = names.slice(0, names.indexOf(layer) + 1);
  expect(Object.keys(part.layers)).toEqual(kept);
  expect(part.layers[layer]).toEqual(whole.layers[layer]);
  tf.tidy(() => {
    const audio = tf.tensor2d([Array.from({ length: 1200 }, (_, i) => Math.sin(i ** 1.3))]);
    const hear = (model: typeof whole) => model.forward(audio, [layer])[layer].dataSync();
    expect(hear(part)).toEqual(hear(whole));
  });
  whole.dispose();
  part.dispose();
});

test('a layer that the model cannot have is told with the choices', async () => {
  const message = /^unknown layer "encoder\.9" as upTo; the model has conv\.0/;
  await expect(loadWav2Vec2(lineFolder('base'), { upTo: 'encoder.9' })).rejects.toThrow(message);
});

test('the fingerprint tells parts from the whole', async () => {
  const prints = await Promise.all(
    [undefined, 'encoder.0', 'projection'].map(async (layer) => {
      const options = layer === undefined ? {} : { upTo: layer as Wav2Vec2Layer };
      return (await loadWav2Vec2(lineFolder('base'), options)).fingerprint;
    }),
  );
  expect(new Set(prints).size).toBe(3);
});

test('an aborted load rejects with the reason', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(loadWav2Vec2(lineFolder('base'), { signal })).rejects.toThrow('enough');
});
