// Which stack of transforms makes sounds that stay what they are: renders the same units under each and measures what is
// left under transforms that were not used. `npm run robustness -- --units 12 --steps 64 --seed 1 --model DIR`
import { parseArgs } from 'node:util';
import { type EngineName, fold, key, type ModelAdapter, objectives, render, uniform } from '@audiate/core';
import { type Retention, retention } from '@audiate/evaluate';
import { loadWav2Vec2 } from '@audiate/models-wav2vec2';
import { tiny } from '@audiate/wav2vec2-tiny';
import { sayMistake } from '../../examples/demo/say-mistake.ts';
import { overUnits, relativeScore } from './over-units.ts';
import { heldOut, stacks } from './stacks.ts';

try {
  const { values: options } = parseArgs({
    options: {
      units: { type: 'string', default: '12' },
      steps: { type: 'string', default: '64' },
      seed: { type: 'string', default: '1' },
      engine: { type: 'string', default: 'onnxruntime' },
      model: { type: 'string' },
    },
  });
  const [count, steps, seed] = [Number(options.units), Number(options.steps), Number(options.seed)];
  const engine = options.engine as EngineName;
  const model = (await (options.model ? loadWav2Vec2(options.model) : tiny())) as unknown as ModelAdapter;
  const units = drawUnits(model, count);
  const names = Object.keys(heldOut);

  console.log(`units: ${units.map(({ layer, channel }) => `${layer}:${channel}`).join(' ')}\n`);
  console.log(`| rendered under | ${names.join(' | ')} | mean | worst | clean score |`);
  console.log(`| --- |${' ---: |'.repeat(names.length + 3)}`);
  let plain: Retention[] | undefined;
  const targets = units.map(({ layer, channel }) => objectives.neuron(layer, channel));
  for (const [name, { transform, trained = [] }] of Object.entries(stacks)) {
    const { audio } = await render(model, objectives.each(targets), { transforms: transform, steps, seed, engine });
    const scores = await retention(model, audio, targets, { engine, heldOut });
    plain ??= scores;
    const found = overUnits(scores, trained);
    const cells = names.map((held) => found.byTransform[held]!.toFixed(2) + (trained.includes(held) ? '*' : ''));
    const rest = [found.mean, found.worst, relativeScore(scores, plain)].map((value) => value.toFixed(2));
    console.log(`| ${[name, ...cells, ...rest].join(' | ')} |`);
  }
  model.dispose();
} catch (error) {
  sayMistake(error);
}

/** One channel of one layer. */
interface Unit {
  readonly layer: string;
  readonly channel: number;
}

/** Units of the blocks' outputs and of the logits in turn, the channel by a fixed seed. */
function drawUnits(model: ModelAdapter, count: number): Unit[] {
  const layers = Object.keys(model.layers).filter((name) => /^encoder\.\d+$|^logits$/.test(name));
  return Array.from({ length: count }, (_, i) => {
    const layer = layers[i % layers.length]!;
    return { layer, channel: Math.floor(uniform(fold(key(31), i), 1)[0]! * model.layers[layer]!.channels) };
  });
}
