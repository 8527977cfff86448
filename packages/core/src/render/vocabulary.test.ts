import * as objectives from '@audiate/objectives';
import * as param from '@audiate/param';
import { key, normal, type Objective, type Param, type Transform } from '@audiate/protocol';
import * as transforms from '@audiate/transforms';
import { describe, expect, test } from 'vitest';
import type { Recipe } from '../recipe/recipe.js';
import { toy } from '../testing/toy-render.js';
import type { RenderOptions } from './options.js';
import { render } from './render.js';
import { replay } from './replay.js';

const clip = normal(key(8), toy.options.samples).map((sample) => 0.1 * sample);
const options = { ...toy.options, batch: 2, steps: 16, transforms: transforms.none() };

const params: Record<string, Param> = {
  spectrum: param.spectrum(),
  'spectrum from a clip': param.spectrum({ from: clip }),
  waveform: param.waveform(),
  pyramid: param.pyramid({ octaves: 4 }),
  'pyramid from a clip': param.pyramid({ from: clip, prior: 'flat' }),
  phase: param.phase({ prior: 'pink' }),
  'phase with the magnitudes of a clip': param.phase({ magnitudesOf: clip }),
  'phase from a clip': param.phase({ from: clip }),
  stft: param.stft({ window: 64 }),
  'stft from a clip': param.stft({ window: 64, from: clip }),
  cppn: param.rms(param.cppn()),
  shared: param.rms(param.shared(param.spectrum(), { ratio: 4 })),
  mask: param.mask(param.spectrum({ from: clip, prior: 'flat' }), { clip, ms: [8, 12], hz: [0, 4000] }),
};

const shakes: Record<string, Transform> = {
  equalize: transforms.equalize({ db: 3 }),
  lowpass: transforms.lowpass({ cutoffHz: [2000, 6000] }),
  reverb: transforms.reverb({ seconds: 0.01 }),
  crop: transforms.crop({ samples: 64 * 5 }),
  quantize: transforms.quantize(),
  normalizeGradient: transforms.normalizeGradient(),
  regularize: transforms.regularize(objectives.sparsity({ size: 16 }), { share: 0.5 }),
  all: transforms.compose(
    transforms.regularize(objectives.sum(objectives.sparsity({ size: 16 }), objectives.energy()), { share: 0.2 }),
    transforms.crop({ ms: 22 }),
    transforms.equalize({ db: 3, dbPerOctave: 2 }),
    transforms.reverb({ seconds: 0.005, directDb: 10 }),
    transforms.quantize(),
    transforms.normalizeGradient(),
  ),
};

/** Renders, and again from the recipe as JSON: bit-equal. @returns the score of the start and the best one, of each item. */
async function climb(
  objective: Objective<'filters' | 'energies'>,
  changed: RenderOptions,
): Promise<{ start: readonly number[]; best: number[] }> {
  const result = await render(toy.model, objective, { ...options, ...changed });
  expect(result.stopped).toBe('done');
  const recipe: Recipe = JSON.parse(JSON.stringify(result.recipe));
  const again = await replay(recipe, { model: toy.model, arrays: [clip] });
  expect(again.audio).toEqual(result.audio);
  expect(again.recipe).toEqual(result.recipe);
  return { start: result.history[0]!.total, best: result.best.map(({ score }) => score) };
}

describe('params climb, and replay from their recipe', () => {
  test.each(Object.entries(params))('%s', async (_, written) => {
    const { start, best } = await climb(toy.objective, { param: written });
    start.forEach((score, item) => {
      expect(best[item]!).toBeGreaterThan(score + 0.1);
    });
  });
});

test('a pooled neuron climbs under a shift and a crop, and replays from its recipe', async () => {
  const pooled = objectives.neuron('energies', 3, { at: 2, pool: { ms: 8 }, neighbors: 0 });
  const shake = transforms.compose(transforms.crop({ samples: 64 * 5 }), transforms.shift({ samples: 3 }));
  const { start, best } = await climb(pooled, { transforms: shake });
  start.forEach((score, item) => {
    expect(best[item]!).toBeGreaterThan(2 * score);
  });
});

describe('transforms let climb, and replay from their recipe', () => {
  test.each(Object.entries(shakes))('%s', async (_, transform) => {
    // A mean of squares, as no linear filter keeps its score when a crop moves the sound by half a period.
    const { start, best } = await climb(objectives.channel('energies', 3), { transforms: transform, draws: 2 });
    start.forEach((score, item) => {
      expect(best[item]!).toBeGreaterThan(2 * score);
    });
  });
});
