import { lineFolder } from '@audiate/checkpoints/internal/testing/golden';
import type { ModelAdapter } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { afterAll, describe, expect, test } from 'vitest';
import { loadTfjsNode } from '../libtensorflow/load.ts';
import { tfjsNode } from '../libtensorflow/place.ts';
import { ENGINES, expectAgreement } from './agree.ts';
import { cellsOf } from './cell.ts';
import { LAYERS } from './layers.ts';
import { SPOKEN, VOCABULARY } from './vocabulary.ts';

/** The whole table takes some twenty minutes: `GRADIENT_TABLE=whole npx vitest run --project slow tools/gradients`. */
const whole = process.env.GRADIENT_TABLE === 'whole';

/** Layers before, behind and far behind the first activation function. */
const OF_LARGE = whole ? LAYERS : ['conv.0', 'conv.3', 'encoder.0.ffn'];
/** What a group norm over time and norms after the blocks do, which `large` has not. */
const OF_BASE = whole ? ['conv.0', 'encoder.0', 'encoder.0.ffn'] : [];

await loadTfjsNode();
const engines = tfjsNode && whole ? ([...ENGINES, 'tensorflow'] as const) : ENGINES;

/**
 * Every objective on units that are off, behind activation functions; the whole table is every objective × every kind of
 * layer × units on and off, and on TensorFlow, too, where `npm run libtensorflow` ran: a render does the same on every
 * engine.
 */
describe.each(
  (
    [
      ['large', OF_LARGE],
      ['base', OF_BASE],
    ] as const
  ).filter(([, layers]) => layers.length > 0),
)('%s', async (line, layers) => {
  const model = (await loadWav2Vec2(lineFolder(line))) as unknown as ModelAdapter;
  afterAll(() => model.dispose());
  const cells = await cellsOf(model, layers);
  expect(cells).toHaveLength(2 * layers.length);

  const tried = cells.filter(({ state }) => whole || state === 'off');
  describe.each(tried.map((cell) => [cell.layer, cell.state, cell] as const))('%s, %s', (layer, state, cell) => {
    const spoken = layer === 'logits' && state === 'on' ? SPOKEN : {};
    test.each(Object.entries({ ...VOCABULARY, ...spoken }))('%s', (_, make) =>
      expectAgreement(model, make(cell), { engines }),
    );
  });
});
