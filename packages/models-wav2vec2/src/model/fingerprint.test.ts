import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import { expect, test } from 'vitest';
import { loadWav2Vec2 } from '../index.js';
import { looseCheckpoint, packChanged } from '../testing/checkpoint.js';

const base = await looseCheckpoint('base');

test('the fingerprint changes with any setting, the vocabulary and any weight, and with nothing else', async () => {
  const nudged = new Map(base.tensors);
  for (const [name, { data, shape }] of base.tensors) {
    if (!name.endsWith('encoder.layers.1.attention.v_proj.bias')) continue;
    nudged.set(name, { data: data.map((value, i) => (i === 3 ? value * (1 + 2 ** -23) : value)), shape });
  }
  const files = [
    packChanged(base, {}),
    packChanged(base, { config: { ...base.config, layer_norm_eps: 1e-6 } }),
    packChanged(base, { config: { ...base.config, num_attention_heads: 4 } }),
    packChanged(base, { preprocessor: { ...base.preprocessor, do_normalize: false } }),
    packChanged(base, { preprocessor: { ...base.preprocessor, sampling_rate: 8000 } }),
    packChanged(base, { vocabulary: { ...base.vocabulary, B: base.vocabulary.C, C: base.vocabulary.B } }),
    packChanged(base, { tensors: nudged }),
    lineFolder('large'),
  ];
  const prints = await Promise.all(files.map(async (source) => (await loadWav2Vec2(source)).fingerprint));
  expect(new Set(prints).size).toBe(files.length);
  const training = packChanged(base, { config: { ...base.config, mask_time_prob: 0.3, hidden_dropout: 0 } });
  expect((await loadWav2Vec2(training)).fingerprint).toBe(prints[0]);
});
