// Six targets on the embedded model, one page: open out/index.html and listen. The early neuron clicks, the later one and
// the phone speak, the texture goes on and on, the four diverse samples say one thing in four ways, and the feature of a
// sparse autoencoder says "oo". A model of your own (--model) has no such feature, so it gets the other five.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type RenderOptions, type RenderResult, render, save } from '@audiate/core';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { tiny } from '@audiate/wav2vec2-tiny';
import { featureDescription, renderFeature } from './feature.ts';
import { progressBar } from './progress-bar.ts';
import { sayMistake } from './say-mistake.ts';
import { demoTargets } from './targets.ts';

try {
  const { values: options } = parseArgs({
    options: {
      steps: { type: 'string', default: '64' },
      seed: { type: 'string', default: '1' },
      model: { type: 'string' },
      out: { type: 'string', default: 'out' },
    },
  });
  const model = await (options.model ? loadWav2Vec2(options.model) : tiny());
  const results: Record<string, RenderResult> = {};
  const climb = async (name: string, how: (options: RenderOptions) => Promise<RenderResult>) => {
    const bar = progressBar(name);
    results[name] = await how({ steps: Number(options.steps), seed: Number(options.seed), onStep: bar.show });
    bar.stop();
  };
  for (const { name, objective, batch } of demoTargets(model)) {
    await climb(name, (shared) => render(model, objective, { ...shared, batch }));
  }
  if (!options.model) await climb('feature-uw', (shared) => renderFeature(model, shared));
  await save(results, options.out, {
    title: `What ${model.name} listens for`,
    intro: 'Each sound was found by gradient ascent from noise. Nothing here was recorded.',
    ...(options.model ? {} : { description: { 'feature-uw': featureDescription } }),
  });
  console.log(`Open ${join(options.out, 'index.html')} and listen.`);
  model.dispose();
} catch (error) {
  sayMistake(error);
}
