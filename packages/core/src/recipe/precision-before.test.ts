import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OnnxruntimeSettings } from '../engines/engine.js';
import { render } from '../render/render.js';
import { renderMany } from '../sweep/render-many.js';
import { sweepOptions, sweepTargets } from '../testing/sweep-program.js';
import { toy } from '../testing/toy-render.js';
import { precisionBefore } from './precision-before.js';
import type { Recipe } from './recipe.js';

const auto = { name: 'onnxruntime', precision: 'auto', threads: 2 } as const;
const madeOn = (environment: Partial<Recipe['environment']>) => ({ environment }) as Recipe;
const madeIn = (precision: 'f32' | 'i8') =>
  madeOn({ engine: 'onnxruntime', engineSettings: { name: 'onnxruntime', precision } });

test('auto is what it came to before; all else is as it was asked', () => {
  for (const precision of ['f32', 'i8'] as const) {
    expect(precisionBefore(auto, madeIn(precision))).toEqual({ ...auto, precision });
  }
  expect(precisionBefore(auto, madeOn({ engine: 'onnxruntime' }))).toEqual({ ...auto, precision: 'f32' });
  for (const before of [undefined, {} as Recipe, madeOn({ engine: 'wasm' })]) {
    expect(precisionBefore(auto, before)).toBe(auto);
  }
  for (const asked of [undefined, 'auto', { device: 'cpu' }, { ...auto, precision: 'f32' }] as const) {
    expect(precisionBefore(asked, madeIn('i8'))).toBe(asked);
  }
});

const { model, objective } = toy;
const engineIn = (precision: 'f32' | 'i8' | 'auto'): OnnxruntimeSettings => ({ name: 'onnxruntime', precision });

// Whatever auto comes to on this machine, one of the two is the other.
test.each(['f32', 'i8'] as const)('a render that began in %s goes on so with auto', async (precision) => {
  const stop = new AbortController();
  const begun = await render(model, objective, {
    ...toy.options,
    engine: engineIn(precision),
    signal: stop.signal,
    onStep: () => stop.abort(),
  });
  expect(begun.stopped).toBe('aborted');
  const { recipe } = await render(model, objective, { ...toy.options, engine: engineIn('auto'), resume: begun.state });
  expect(recipe.environment.engineSettings).toEqual(engineIn(precision));
});

test.each([
  ['f32', 'a finished target', 1],
  ['i8', 'a state', 0],
] as const)('a sweep whose folder has %s, told by %s, goes on so with auto', async (precision, _, finished) => {
  const folder = await mkdtemp(join(tmpdir(), 'audiate-precision-'));
  try {
    const options = { ...sweepOptions, steps: 6, batch: 1, saveEverySeconds: 1e6, folder };
    const targets = sweepTargets.slice(0, 2);
    const stop = new AbortController();
    const first = {
      ...options,
      engine: engineIn(precision),
      signal: stop.signal,
      onStep: ({ done }: { readonly done: number }) => void (done === finished && stop.abort()),
    };
    for await (const _ of renderMany(model, targets, first));
    for await (const _ of renderMany(model, targets, { ...options, engine: engineIn('auto') }));
    for (const channel of [0, 1]) {
      const { recipe } = JSON.parse(await readFile(join(folder, `channel-filters-${channel}.json`), 'utf8'));
      expect(recipe.environment.engineSettings).toEqual(engineIn(precision));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
