import { describe, expect, it } from 'vitest';
import { statistics, type TinyName, tiny, tinyB } from './index.js';

describe.each<[TinyName, typeof tiny]>([
  ['tiny', tiny],
  ['tinyB', tinyB],
])('statistics of %s', (name, load) => {
  it('covers every unit of every layer but those before a GELU, in order: percentiles rise to the maximum', async () => {
    const model = await load();
    const { layers, percentiles, speech } = await statistics(name);
    expect(speech.recorded.clips).toBeGreaterThan(0);
    for (const [layer, { channels }] of Object.entries(model.layers)) {
      if (layer.endsWith('.pre')) continue;
      const units = layers[layer];
      expect(units?.max, layer).toHaveLength(channels);
      expect(units?.percentiles, layer).toHaveLength(percentiles.length);
      for (let channel = 0; channel < channels; channel++) {
        const rising = [...units!.percentiles.map((row) => row[channel]!), units!.max[channel]!];
        expect(
          [...rising].sort((a, b) => a - b),
          `${layer}:${channel}`,
        ).toEqual(rising);
      }
    }
    model.dispose();
  });

  it('names the models there are', async () => {
    await expect(statistics('tinyC' as TinyName)).rejects.toThrow(/tinyB/);
  });
});
