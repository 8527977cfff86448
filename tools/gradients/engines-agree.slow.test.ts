import type { ModelAdapter } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { lineFolder } from '@audiate/models-wav2vec2/internal/testing/golden';
import { afterAll, describe, expect, test } from 'vitest';
import { loadTfjsNode } from '../libtensorflow/load.ts';
import { tfjsNode } from '../libtensorflow/place.ts';
import { ENGINES, expectAgreement } from './agree.ts';
import { cellsOf } from './cell.ts';
import { LAYERS } from './layers.ts';
import { SPOKEN, VOCABULARY } from './vocabulary.ts';

/** What a group norm over time and norms after the blocks do, which `large` has not. */
const OF_BASE = ['conv.0', 'encoder.0', 'encoder.0.ffn'];

await loadTfjsNode();
const engines = tfjsNode ? ([...ENGINES, 'tensorflow'] as const) : ENGINES;

/**
 * Every objective × every kind of layer × units on and off: a render does the same on every engine; on TensorFlow, too,
 * where `npm run libtensorflow` ran.
 */
describe.each([
  ['large', LAYERS],
  ['base', OF_BASE],
] as const)('%s', async (line, layers) => {
  const model = (await loadWav2Vec2(lineFolder(line))) as unknown as ModelAdapter;
  afterAll(() => model.dispose());
  const cells = await cellsOf(model, layers);
  expect(cells).toHaveLength(2 * layers.length);

  describe.each(cells.map((cell) => [cell.layer, cell.state, cell] as const))('%s, %s', (layer, state, cell) => {
    const spoken = layer === 'logits' && state === 'on' ? SPOKEN : {};
    test.each(Object.entries({ ...VOCABULARY, ...spoken }))('%s', (_, make) =>
      expectAgreement(model, make(cell), { engines }),
    );
  });
});
