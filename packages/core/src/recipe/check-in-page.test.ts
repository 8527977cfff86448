import { expect, test, vi } from 'vitest';
import { render } from '../render/render.js';
import { replay } from '../render/replay.js';
import { toy } from '../testing/toy-render.js';
import { checkRecipe } from './check.js';

vi.mock('@audiate/protocol', async (original) => ({
  ...(await original<typeof import('@audiate/protocol')>()),
  inNode: false,
}));

test('a recipe of a lane in Node can be read in a page, and replayed there on another engine', async () => {
  const made = await render(toy.model, toy.objective, { ...toy.options, steps: 2 });
  const { environment } = made.recipe;
  const engineSettings = { name: 'onnxruntime', threads: 1 } as const;
  const recipe = { ...made.recipe, environment: { ...environment, engine: 'onnxruntime', engineSettings } as const };
  expect(checkRecipe(recipe)).toBe(recipe);
  expect((await replay(recipe, { model: toy.model, engine: 'cpu' })).audio).toEqual(made.audio);
  await expect(replay(recipe, { model: toy.model })).rejects.toThrow(
    'threads of engine is for Node; in a browser set env.wasm.numThreads instead',
  );
  const wrong = { ...recipe, environment: { ...environment, engineSettings: { name: 'onnxruntime', threads: 0 } } };
  expect(() => checkRecipe(wrong as never)).toThrow(/threads/);
});
